// A library's threads do not survive everything: a fork that runs their handlers ends them in the middle of a product.

import CKeeper
import Foundation
import Testing

@testable import Taste

struct ForkedProcessTests {
  @Test func `learning goes on while other programs are started`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      // Whoever stands still is ended, and the test fails.
      alarm(60)
      var world = SampleWorld(seed: 1)
      let likes = world.candidates("a", topic: 1, count: 200)
      let seen = world.candidates("b", topic: 2, count: 400)
      let learner = Thread {
        for _ in 0..<12 {
          _ = Scorer.fit(examples: likes.map { Example($0, .like) }, background: seen)
        }
        exit(42)
      }
      learner.start()
      let nobody = keeper_user(change: false, uid: 0, gid: 0)
      while true {
        _ = keeper_can("/", R_OK, nobody)
        usleep(1000)
      }
    }
  }
}
