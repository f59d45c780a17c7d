// From a path to a positioned tree: read with a limit, parse, and name the file in whatever goes wrong.

/// Reads one YAML file of settings.
package enum SettingsFile {
  /// A settings file of a megabyte is a mistake.
  package static let bytesMax = 1 << 20

  /// Reads the file at `path`, which is called `name` in messages.
  package static func read(
    _ path: String, name: String
  ) throws(SettingsError) -> YAMLNode {
    do {
      return try parse(try BoundedFile.read(path, bytesMax: bytesMax), name: name)
    } catch let error as BoundedFile.Failure {
      throw SettingsError([Problem(file: name, position: nil, message: error.message)])
    } catch let error as SettingsError {
      throw error
    } catch {
      throw SettingsError([Problem(file: name, position: nil, message: "\(error)")])
    }
  }

  /// Parses the bytes of a file called `name`.
  package static func parse(_ bytes: [UInt8], name: String) throws(SettingsError) -> YAMLNode {
    guard bytes.count <= bytesMax else {
      throw SettingsError([
        Problem(file: name, position: nil, message: "larger than \(Count.bytes(bytesMax))")
      ])
    }
    do throws(YAMLError) {
      var builder = try YAMLBuilder(bytes)
      return try builder.document()
    } catch {
      throw SettingsError([
        Problem(file: name, position: error.position, message: error.message)
      ])
    }
  }
}
