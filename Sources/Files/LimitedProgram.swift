// Other people's programs on other people's files: a converter of documents may hang, eat all memory or write without
// end. It runs with limits that the kernel keeps, without our descriptors, and is ended when its time is over.

internal import Glibc

/// What a program may cost.
package struct ProgramLimits: Sendable, Hashable {
  /// Seconds by the clock on the wall; the processor's are as many.
  package var seconds = 60
  /// Bytes of memory that it may map.
  package var memoryBytes = 1 << 30
  /// Bytes of output that are read.
  package var outputBytes = 64 << 20

  package init() {}
}

/// Runs a program to its end, within limits.
package enum LimitedProgram {
  /// What the program wrote to its standard output; blocks.
  ///
  /// The program is looked for on the PATH. Throws `notFound` when there is none, `tooLarge` when it writes too much,
  /// `failed` when it takes too long or fails, with the first line of what it said.
  package static func output(
    _ program: String, _ arguments: [String], limits: ProgramLimits = ProgramLimits()
  ) throws(FileError) -> [UInt8] {
    guard let found = find(program) else {
      throw FileError(.notFound, "there is no such program on the PATH", context: program)
    }
    let pipes = try OutputPipes(program)
    // The shell sets the limits and then becomes the program: posix_spawn has no words for limits.
    let script = """
      ulimit -c 0; ulimit -t \(limits.seconds); ulimit -v \(limits.memoryBytes / 1024); ulimit -f 0; exec "$0" "$@"
      """
    let child = try spawn(["/bin/sh", "-c", script, found] + arguments, pipes)
    var reading = ProgramReading(limits: limits, child: child)
    reading.drain(pipes.finish())
    let status = reading.end()
    if reading.isTooLong {
      throw FileError(
        .tooLarge, "wrote more than \(limits.outputBytes) bytes", context: program)
    }
    if reading.isTooLate {
      throw FileError(.failed, "took longer than \(limits.seconds) seconds", context: program)
    }
    guard status == 0 else {
      let said = reading.complaint
      throw FileError(
        .failed, said.isEmpty ? "failed (status \(status))" : said, context: program, cause: status)
    }
    return reading.output
  }

  /// The program's path, where it is on the PATH.
  package static func find(_ program: String) -> String? {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(program)" }.first {
      unsafe access($0, X_OK) == 0
    }
  }

  /// Starts the words as a process group of their own, so that all of it can be ended.
  private static func spawn(
    _ words: [String], _ pipes: borrowing OutputPipes
  ) throws(FileError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipes.output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipes.complaint, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var pid: pid_t = 0
    let failed = unsafe withCStrings(words) { words in
      unsafe withCStrings(["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"]) { environment in
        unsafe posix_spawn(&pid, "/bin/sh", &actions, &attributes, words, environment)
      }
    }
    guard failed == 0 else { throw .last(words[0], failed) }
    return pid
  }

  /// A C array of the words, valid during the call.
  private static func withCStrings(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    var copies: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
    unsafe copies.append(nil)
    defer { for place in words.indices { unsafe free(copies[place]) } }
    return unsafe copies.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return EINVAL }
      return unsafe body(base)
    }
  }
}

/// Both ends of what a child writes.
private struct OutputPipes: ~Copyable {
  let output: Int32
  let complaint: Int32
  private let readers: (Int32, Int32)

  init(_ program: String) throws(FileError) {
    var first: [Int32] = [-1, -1]
    var second: [Int32] = [-1, -1]
    guard unsafe pipe(&first) == 0 else { throw .last(program) }
    guard unsafe pipe(&second) == 0 else {
      for end in first { close(end) }
      throw .last(program)
    }
    for end in first + second { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (output, complaint) = (first[1], second[1])
    readers = (first[0], second[0])
  }

  /// Closes the child's ends, for only then do the others come to their end; the caller closes what it gets.
  consuming func finish() -> (Int32, Int32) {
    close(output)
    close(complaint)
    return readers
  }
}
