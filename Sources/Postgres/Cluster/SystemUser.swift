// Users of the machine, by name or number.

import CKeeper
import Glibc

/// A user of the machine.
struct SystemUser: Sendable, Hashable {
  let name: String
  let uid: UInt32
  let gid: UInt32

  init?(name: String) {
    unsafe self.init { entry, buffer, size, found in
      unsafe getpwnam_r(name, entry, buffer, size, found)
    }
  }

  init?(uid: UInt32) {
    unsafe self.init { entry, buffer, size, found in
      unsafe getpwuid_r(uid, entry, buffer, size, found)
    }
  }

  private init?(
    _ lookUp: (
      UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32
  ) {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>? = nil
    var buffer = [CChar](repeating: 0, count: 16_384)
    let size = buffer.count
    guard unsafe lookUp(&entry, &buffer, size, &found) == 0, unsafe found != nil,
      let text = unsafe entry.pw_name
    else { return nil }
    name = unsafe String(cString: text)
    uid = unsafe entry.pw_uid
    gid = unsafe entry.pw_gid
  }

  /// For the children: only root changes users.
  var change: keeper_user { keeper_user(change: geteuid() == 0 && uid != 0, uid: uid, gid: gid) }

  /// Whether this user can do `mode` (`R_OK`, `X_OK`) with a path, tried and not computed.
  func can(_ mode: Int32, _ path: String) -> Bool { unsafe keeper_can(path, mode, change) == 1 }
}
