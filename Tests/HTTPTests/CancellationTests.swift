// Ending early: a cancelled task and a closed client free everything at once and say so.

import HTTP
import TestSupport
import Testing

@Suite struct CancellationTests {
  private func send(_ client: Client, _ url: String) async -> HTTPError.Code? {
    do throws(HTTPError) {
      _ = try await client.send(Request(.get, url, allowPrivate: true))
      return nil
    } catch { return error.code }
  }

  @Test func `cancelling the task ends a transfer that runs`() async throws {
    let server = try ScriptedServer(paths: ["/": .open(then: [.hang])])
    let client = client()
    let task = Task { await send(client, server.url()) }
    await server.received(1)
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test func `cancelling the task ends a transfer that waits for its turn`() async throws {
    let server = try ScriptedServer { $0.path == "/slow" ? Script([.hang]) : .ok }
    let client = client(perHost: 1)
    let first = Task { await send(client, server.url("/slow")) }
    await server.received(1)
    let second = Task { await send(client, server.url("/next")) }
    second.cancel()
    #expect(await second.value == .cancelled)
    first.cancel()
    #expect(await first.value == .cancelled)
    #expect(await send(client, server.url("/after")) == nil)
    #expect(server.requests.map(\.path) == ["/slow", "/after"])
  }

  @Test func `a task cancelled before it starts sends nothing`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let client = client()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await send(client, server.url())
    }
    #expect(await task.value == .cancelled)
    #expect(server.requests.isEmpty)
  }

  @Test func `closing ends what runs and refuses what comes`() async throws {
    let server = try ScriptedServer(paths: ["/": Script([.hang])])
    let client = client()
    let task = Task { await send(client, server.url()) }
    await server.received(1)
    client.close()
    #expect(await task.value == .closed)
    #expect(await send(client, server.url()) == .closed)
    client.close()
  }

  @Test func `clients come and go without leaving a thread or a socket`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    for _ in 0..<30 { #expect(await send(client(), server.url()) == nil) }
    #expect(server.requests.count == 30)
  }

  @Test func `many transfers cancelled at any moment leave the client usable`() async throws {
    let server = try ScriptedServer { _ in
      Script([.pause(.milliseconds(2))] + Script.ok.steps)
    }
    let client = client(perHost: 4)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let task = Task { await send(client, server.url("/\(number)")) }
          for _ in 0..<(number % 7) { await Task.yield() }
          if !number.isMultiple(of: 3) { task.cancel() }
          let code = await task.value
          #expect(code == nil || code == .cancelled)
        }
      }
    }
    #expect(await send(client, server.url()) == nil)
  }
}
