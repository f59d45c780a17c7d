// What a digest was when it was composed, and what has left the house.

extension Schema {
  /// Migration 29.
  static let delivery = """
    -- A digest is rendered from its record alone. `told` is a story as it was then; without a title its author took it
    -- back, and without `told` the digest is older than this column and shows its items as they are.
    ALTER TABLE digests ADD COLUMN person text;
    ALTER TABLE digests ADD COLUMN time_zone text;
    ALTER TABLE digests ADD COLUMN format integer NOT NULL DEFAULT 0;
    ALTER TABLE digest_items ADD COLUMN told jsonb;

    -- A row before something is sent and again after it. What is found as `sending` long after may have arrived: it is
    -- `unknown`, and not sent again.
    CREATE TABLE deliveries (
      digest bigint NOT NULL REFERENCES digests,
      channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
      state text NOT NULL CHECK (state IN ('sending', 'sent', 'waiting', 'failed', 'unknown')),
      attempts integer NOT NULL,
      begun_at timestamptz NOT NULL,
      not_before timestamptz,
      ended_at timestamptz,
      note text,
      PRIMARY KEY (digest, channel)
    );

    -- Channels that the person turned off, by the link that a mail carries or on a page.
    CREATE TABLE delivery_stops (
      channel text PRIMARY KEY,
      stopped_at timestamptz NOT NULL
    );

    -- What links in mail and feeds are signed with: made once.
    CREATE TABLE link_keys (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      key bytea NOT NULL
    );

    -- Who knows the address of the curated feed may read it; the address is known by its hash alone.
    CREATE TABLE feed_keys (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      hash bytea NOT NULL,
      made_at timestamptz NOT NULL
    );
    """
}
