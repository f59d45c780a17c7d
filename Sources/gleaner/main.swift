// Starts the program; everything else stands in `Gleaner`.

import Foundation
import Service

StandardOutput.ignoreBrokenPipes()
exit(await Gleaner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
