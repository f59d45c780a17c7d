// swift-tools-version: 6.2
// The house in four rings; an arrow points inward only. `make build` adds
// `--explicit-target-dependency-import-check error`, so an import that is not declared here fails.

import PackageDescription

/// What every target of ours is built with; each feature is one that Swift 6 leaves off by default.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// Beside C, each unsafe expression is marked where it stands.
let besideC: [SwiftSetting] = strict + [.strictMemorySafety()]

/// Targets that compute are optimised in debug builds too, where a loop is thirty times slower otherwise.
let computes: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The same for C.
let computesInC: [CSetting] = [
  .unsafeFlags(["-O3"]), .unsafeFlags(["-Wall", "-Wextra", "-Werror"]),
]

/// The same for C++.
let computesInCXX: [CXXSetting] = [
  .unsafeFlags(["-O3"]), .unsafeFlags(["-Wall", "-Wextra", "-Werror"]),
]

func tool(_ name: String, _ dependencies: [Target.Dependency] = [], c: Bool = false) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: c ? besideC : strict)
}

func mind(_ name: String, _ dependencies: [Target.Dependency], c: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: (c ? besideC : strict) + computes)
}

func hand(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

func library(_ name: String, pkgConfig: String?, _ package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "gleaner",
  products: [.executable(name: "gleaner", targets: ["gleaner"])],
  targets: [
    // Ring 0: C. Headers and link flags, no decisions.
    library("LibPQ", pkgConfig: "libpq", "libpq-dev"),
    library("LibCurl", pkgConfig: "libcurl", "libcurl4-openssl-dev"),
    library("LibZ", pkgConfig: "zlib", "zlib1g-dev"),
    library("LibPSL", pkgConfig: "libpsl", "libpsl-dev"),
    library("LibBrotli", pkgConfig: "libbrotlidec", "libbrotli-dev"),
    library("LibMicroHTTPD", pkgConfig: "libmicrohttpd", "libmicrohttpd-dev"),
    library("LibXML2", pkgConfig: "libxml-2.0", "libxml2-dev"),
    library("LibYAML", pkgConfig: "yaml-0.1", "libyaml-dev"),
    library("LibZip", pkgConfig: "libzip", "libzip-dev"),
    library("LibSodium", pkgConfig: "libsodium", "libsodium-dev"),
    library("LibCrypto", pkgConfig: "libcrypto", "libssl-dev"),
    // Snowball's stemmers; no pkg-config file.
    library("LibStemmer", pkgConfig: nil, "libstemmer-dev"),
    library("OneDNN", pkgConfig: nil, "libdnnl-dev"),
    library("OpenBLAS", pkgConfig: "openblas", "libopenblas-dev"),
    .target(
      name: "CCurl", dependencies: ["LibCurl", "LibZ", "LibBrotli"], cSettings: computesInC),
    .target(name: "CHTTPD", dependencies: ["LibMicroHTTPD"], cSettings: computesInC),
    .target(name: "CXML", dependencies: ["LibXML2"], cSettings: computesInC),
    // oneDNN 2 has no pkg-config file; gomp is the OpenMP runtime that it is built on.
    .target(
      name: "COneDNN", dependencies: ["OneDNN"], cSettings: computesInC,
      linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    .target(name: "CKeeper", cSettings: computesInC),
    // CLD2 (libcld2-dev) has no pkg-config file and no header in C: the one target in C++ shows C.
    .target(
      name: "CLanguage", cxxSettings: computesInCXX,
      linkerSettings: [.linkedLibrary("cld2")]),
    // RE2 (libre2-dev) speaks C++ too.
    .target(
      name: "CPattern", cxxSettings: computesInCXX, linkerSettings: [.linkedLibrary("re2")]),

    // Ring 1: tools. They know protocols and nothing of feeds.
    tool("Service", ["LibYAML"], c: true),
    tool("Files", ["LibZip"], c: true),
    tool("Postgres", ["LibPQ", "CKeeper"], c: true),
    tool("HTTP", ["CCurl", "CHTTPD", "LibPSL"], c: true),
    .target(
      name: "Markup", dependencies: ["CXML"], swiftSettings: besideC + computes),

    // Ring 2: the mind. Values in, values out.
    mind("Crypto", ["LibSodium", "LibCrypto"], c: true),
    mind("Feed", ["Crypto", "CLanguage"], c: true),
    mind("Formats", ["Feed", "Markup"], c: true),
    mind("Embedding", ["Feed", "COneDNN"], c: true),
    mind("Taste", ["Feed", "OpenBLAS", "LibStemmer", "CPattern"], c: true),

    // Ring 3: the hands. Thin.
    hand("Models", ["HTTP", "Service", "Formats", "Feed"]),
    hand("Workspace", ["Models", "Service", "HTTP", "Files", "Formats", "Feed", "Taste"]),
    hand("Store", ["Models", "Postgres", "Service", "Feed", "Taste"]),
    hand("Social", ["Store", "HTTP", "Service", "Files", "Formats", "Feed", "Crypto"]),
    hand("Memory", ["Service", "Store", "Files", "Formats", "Markup", "Feed", "Taste"]),
    hand(
      "Digest",
      ["Service", "Store", "Workspace", "Files", "HTTP", "Markup", "Crypto", "Feed", "Taste"]),
    hand(
      "Pipeline",
      [
        "Social", "Store", "Digest", "HTTP", "Files", "Formats", "Embedding", "Taste", "Feed",
        "Service",
        "Workspace", "Models",
      ]),
    .target(
      name: "Web",
      dependencies: [
        "Tuning", "Pipeline", "Digest", "Social", "Store", "Workspace", "HTTP", "Postgres",
        "Markup", "Service", "Crypto", "Feed", "Formats", "Taste",
      ],
      resources: [
        .embedInCode("Assets/gleaner.css"), .embedInCode("Assets/gleaner.js"),
        .embedInCode("Assets/icon.svg"),
      ],
      swiftSettings: strict),
    hand("Tuning", ["Pipeline", "Models", "Store", "Service", "Markup", "Feed", "Taste"]),

    .executableTarget(
      name: "gleaner",
      dependencies: [
        "Web", "Tuning", "Pipeline", "Digest", "Memory", "Social", "Models", "Store", "Workspace",
        "Taste", "Embedding", "Formats",
        "Feed", "HTTP", "Postgres", "Files", "Service", "Crypto",
      ],
      swiftSettings: strict),

    // Not part of the program: what `make bench` measures the parser with.
    .executableTarget(
      name: "parsing-benchmark", dependencies: ["Formats", "Feed"], path: "Benchmarks/Parsing",
      swiftSettings: besideC),
    // And what it measures the scorer with.
    .executableTarget(
      name: "scoring-benchmark", dependencies: ["Taste", "Feed"], path: "Benchmarks/Scoring",
      swiftSettings: besideC),
    // How fast the past is replayed.
    .executableTarget(
      name: "replay-benchmark", dependencies: ["Taste", "Feed"], path: "Benchmarks/Replay",
      swiftSettings: besideC),
    // What a judge is worth, and what it cannot do.
    .executableTarget(
      name: "judging-benchmark", dependencies: ["Taste", "Feed"], path: "Benchmarks/Judging",
      swiftSettings: besideC),

    // Tests: a folder for each room, and one that keeps the style.
    .target(
      name: "TestSupport",
      dependencies: [
        "Postgres", "Store", "Embedding", "Files", "Feed", "Taste", "Service", "Crypto",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    // A process that tests kill.
    .executableTarget(
      name: "DispatchProcess",
      dependencies: ["Pipeline", "Store", "Postgres", "HTTP", "Service", "Feed", "Taste"],
      path: "Tests/DispatchProcess", swiftSettings: strict),
    tests("ServiceTests", ["Service"]),
    tests("FilesTests", ["Files"]),
    tests("PostgresTests", ["Postgres"]),
    tests("HTTPTests", ["HTTP"]),
    tests("MarkupTests", ["Markup"], exclude: ["Golden"]),
    tests("CryptoTests", ["Crypto"]),
    tests("FeedTests", ["Feed"]),
    tests("FormatsTests", ["Formats", "Feed"], exclude: ["Golden"]),
    tests(
      "EmbeddingTests", ["Embedding", "COneDNN", "Files", "Feed"], exclude: ["Golden"]),
    tests("TasteTests", ["Taste", "Feed", "CKeeper"], exclude: ["Golden"]),
    tests("ModelsTests", ["Models", "HTTP", "Service", "Feed"]),
    tests("WorkspaceTests", ["Workspace", "Models", "Service", "Feed", "Taste"]),
    tests(
      "SocialTests",
      ["Social", "Store", "Postgres", "HTTP", "Service", "Formats", "Feed", "Crypto"]),
    tests("StoreTests", ["Store", "Models", "Postgres", "Feed", "Taste"]),
    tests("MemoryTests", ["Memory", "Store", "Formats", "Files", "Postgres", "Feed"]),
    tests(
      "DigestTests",
      ["Digest", "Store", "Postgres", "HTTP", "Markup", "Service", "Workspace", "Feed", "Taste"],
      exclude: ["Golden"]),
    tests(
      "PipelineTests",
      [
        "Pipeline", "Memory", "Embedding", "Store", "Postgres", "Digest", "HTTP", "Feed", "Taste",
        "Workspace", "Models", "Service", "Social", "Formats", "DispatchProcess",
      ]),
    tests(
      "TuningTests", ["Tuning", "Store", "Postgres", "Service", "Markup", "Feed", "Taste"],
      exclude: ["Golden"]),
    tests(
      "GleanerTests",
      [
        "gleaner", "Service", "Pipeline", "Digest", "Postgres", "Store", "Taste", "Feed", "Social",
        "HTTP",
      ],
      exclude: ["Golden"]),
    tests(
      "WebTests",
      [
        "Web", "Tuning", "Pipeline", "Digest", "Store", "Postgres", "HTTP", "Markup", "Service",
        "Crypto", "Workspace", "Feed", "Taste",
      ], exclude: ["Golden"]),
    tests("StyleTests", []),
  ],
  swiftLanguageModes: [.v6]
)
