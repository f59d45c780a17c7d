// A store of an earlier version of the program goes on with what it has.

import Feed
import Postgres
import Store
import TestSupport
import Testing

struct SchemaTests {
  /// The schema before conversations, words and interests.
  private static let earlier = 9

  @Test func `a memory from before conversations is evidence, and found by its words`() async throws
  {
    try await TestDatabase.empty.with { pool in
      try await Migrator(Array(Schema.migrations.prefix(Self.earlier))).migrate(pool)
      try await fill(pool)
      try await Database.migrate(pool)
      let database = Database(pool: pool)
      #expect(try await database.evidence(model: "m").map(\.label) == [nil, "like", "like"])
      #expect(try await database.origins() == ["file"])
      #expect(try await database.newestProfile()?.content.until == nil)
      let found = try await database.recollections(
        of: RecallQuestion("gruel"), near: StoreFixture.axis(0), model: "m")
      #expect(found.first?.text == "rye gruel" && found.first?.rankByWords == 1)
    }
  }

  @Test func `the space that was worked in goes on being that one`() async throws {
    try await TestDatabase.empty.with { pool in
      try await Migrator(Array(Schema.migrations.prefix(17))).migrate(pool)
      try await pool.withSession { session in
        try await session.script(
          """
          INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
          SELECT 'left', 'passage', g, '', '[1,0,0,0]' FROM generate_series(1, 3) g;
          INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
          VALUES ('worked', 'passage', 1, '', '[1,0]');
          INSERT INTO profiles (why, evidence, model, background, built_at)
          VALUES ('t', '', 'worked', '{}', now());
          """)
      }
      try await Database.migrate(pool)
      let database = Database(pool: pool)
      #expect(try await database.workingSpace(wanted: "left") == "worked")
      let left = try #require(try await database.space("left"))
      #expect(left.state == .filling && left.dimensions == 4)
    }
  }

  @Test func `every step takes the data of the one before`() async throws {
    try await TestDatabase.empty.with { pool in
      try await Migrator(Array(Schema.migrations.prefix(Self.earlier))).migrate(pool)
      try await fill(pool)
      for count in (Self.earlier + 1)...Schema.migrations.count {
        let ran = try await Migrator(Array(Schema.migrations.prefix(count))).migrate(pool)
        #expect(ran == [count])
      }
    }
  }

  /// A note, a like and an item with a label, a decision and a place in a digest.
  private func fill(_ pool: Pool) async throws {
    try await pool.withSession { session in
      try await session.script(
        """
        INSERT INTO documents (kind, key, version, title, hash, imported_at) VALUES
          ('document', '/notes/rye.md', 1, 'rye', 'h', now()), ('like', 'https://e.example/', 1, 'oats', 'h', now());
        INSERT INTO passages (document, position, title, text, text_hash) VALUES
          (1, 0, 'rye', 'rye gruel', 'a'), (2, 0, 'oats', 'oat bread', 'b');
        INSERT INTO feedback (document, label, origin, given_at) VALUES (2, 'like', 'import', now());
        INSERT INTO sources (kind, address) VALUES ('rss', 'https://f.example/');
        INSERT INTO items (source, external_id, title, text, first_seen, position, text_hash)
          VALUES (1, '1', 'barley', 'barley malt', now(), 0, 'c');
        INSERT INTO vectors (model, owner, owner_id, text_hash, embedding) VALUES
          ('m', 'passage', 1, 'a', '[1,0,0,0]'), ('m', 'passage', 2, 'b', '[0,1,0,0]'), ('m', 'item', 1, 'c', '[0,0,1,0]');
        INSERT INTO feedback (item, label, origin, given_at) VALUES (1, 'like', 'review', now());
        INSERT INTO profiles (why, evidence, model, background, built_at) VALUES ('the first', 'e', 'm', '{1}', now());
        INSERT INTO decisions (item, basis, profile, model, verdict, stage, reason, text_hash, decided_at)
          VALUES (1, 'b', 1, 'm', 'keep', 'score', 'near', 'c', now());
        INSERT INTO digests (since, until, considered) VALUES (now(), now(), 1);
        INSERT INTO digest_items (digest, position, item, decision) VALUES (1, 1, 1, 1);
        """)
    }
  }
}
