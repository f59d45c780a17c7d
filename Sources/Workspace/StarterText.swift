// The texts of the starter files, letter for letter as they stand at the top of the repository (a test compares them).

/// The texts that ``Starter`` writes.
enum StarterText {
  static let settings = """
    # Gleaner's settings. Every key is here; what is left out has the value shown.
    # 'gleaner rules check' reads this file, feeds/ and rules/, and says what is wrong with them.

    # Whose taste this is: a name for the pages and the digest.
    person: Matt

    # Where items, profiles and decisions are kept. Left out: a private PostgreSQL cluster in var/postgres,
    # which starts and stops by itself. Any PostgreSQL 16 or newer with pgvector 0.8 or newer will do.
    # DATABASE_URL in the environment wins over this line, and is the place for a URL with a password.
    # database: postgresql://gleaner@db.example.org/gleaner

    # The model that turns text into vectors: a folder in var/models (config.json, vocab.txt, model.safetensors).
    # Another model means other vectors: everything is embedded anew behind the work, and the spaces are never mixed.
    embedding:
      model: all-MiniLM-L6-v2
    # Or a model elsewhere, to which every text is sent then, your messages too: one of 'models' by its name, or a 'url'
    # with 'key', 'timeout' and 'per_minute' of its own. 'price' is that of a million tokens.
    # embedding: {provider: openrouter, model: openai/text-embedding-3-small, dimensions: 512, price: 0.02}

    # From the probability that you want an item to what is done with it.
    decide:
      # Below this: skipped.
      skip: 0.25
      # At or above this: kept. Between the two an item is borderline and waits for your review.
      keep: 0.6

    # The share of all items that you expect to want. It counts until 50 of your answers are there to learn it from.
    prior: 0.1

    schedule:
      # For times on the terminal and in digests. Left out: the machine's own.
      timezone: Europe/Berlin
      # When a digest is due, as cron writes it: minute, hour, day of month, month, day of week. "0 7 * * *" is daily at 7.
      digest: "0 7 * * *"

    digest:
      # At most so many items, 1 to 200.
      items: 20
      # At most so many of one source, and of one author, as long as there are others; all is no limit.
      per_source: 2
      # One place a day is for an item that was not kept, drawn by lot among those whose answer would teach most.
      wild_card: true
      # What is written to var/digests, one or several of: html, text, md (Markdown), json, atom, jsonfeed (for feed readers).
      formats: [html, text]
      # By mail, each digest once. smtp: a server, with :port where it is not 587 (or smtps://… where it is encrypted from the
      # first byte). password: the NAME of an environment variable that holds it (or, as NAME_FILE, a file with it).
      # 'gleaner digest --test' sends one at once.
      # email: {to: ada@example.org, from: gleaner@example.org, smtp: mail.example.org, user: ada, password: SMTP_PASSWORD}
      # As JSON to a program of yours, signed with what the variable SECRET names.
      # webhook: {url: "https://example.org/digests", secret: DIGEST_SECRET}

    # Language models that may be asked about borderline items, in this order: the next one where one fails. Any that
    # speaks the chat interface of OpenAI will do. Without one, borderline items wait for your review.
    # 'gleaner models check' says of each what it can do.
    #
    #   name        what lists and messages call it.
    #   url         the address before /chat/completions: https, or http to your own machine or network.
    #   model       as the provider calls it.
    #   key         the NAME of an environment variable that holds the key (or, as NAME_FILE, a file with it). Never the key.
    #   timeout     for one answer, 30s where it is left out.
    #   price       for a million tokens. What runs in your own network may leave it out.
    #   per_minute  requests, at most.
    #
    # models:
    #   - {name: openrouter, url: "https://openrouter.ai/api/v1", model: qwen/qwen3-30b-a3b, key: OPENROUTER_API_KEY, price: {input: 0.10, output: 0.40}}
    #   - {name: home, url: "http://localhost:11434/v1", model: "llama3.2:3b", timeout: 2m, per_minute: 60}

    # What models may cost, in the currency of the prices. It holds before a call is made; 0 asks nobody anything.
    budget:
      per_run: 0.05
      per_day: 0.50
      per_month: 5
      # Questions of one run, also where nothing is paid.
      questions: 200

    # A judge is asked about at most this share of the items of a month, those where its answer matters most. What it says
    # moves an item by at most so many log-odds, 0 to 5: with 1.5 from .5 to .82.
    judge:
      share: 0.1
      influence: 1.5

    # X costs money: the most that one pull, or one look at your likes, may spend, in US dollars, and what a post, an author
    # and a post among your own likes cost.
    # check_per_day: X wants what was deleted there to go here too within a day; this may be spent on asking, 0 asks never.
    # fields: how X names its members to you, tweet or post.
    x:
      per_pull: 0.25
      check_per_day: 0.25
      post: 0.005
      author: 0.010
      own: 0.001
      fields: tweet

    # The pages: 'gleaner serve' shows them to this machine alone. To be reached from elsewhere, set a password with
    # 'gleaner serve --password', and say what browsers call it; something in front of it speaks https.
    web:
      listen: 127.0.0.1:8008
      # address: https://gleaner.example.org
      # Pictures of what feeds bring: off, or proxied (this server fetches them, so that theirs do not see who reads).
      # images: proxied
      # What one program may ask of the API in a minute, and how much of it may change something.
      # requests_per_minute: 600
      # changes_per_minute: 60

    # Your accounts on Mastodon, Bluesky and X: 'gleaner accounts add' signs in, and here stands only what differs.
    #
    #   learn          whether what you like, bookmark and repost there is learned from. Left out: true; on X false, since its
    #                  rules forbid to train models on what is there.
    #   server         the server's address where it is not https and what the name says after the @ (for Bluesky: of the
    #                  server that knows handles; for X: of its interface).
    #   directory      for Bluesky: who knows DIDs; https://plc.directory where it is left out.
    #   allow_private  true: the server may be in your own network, and speak plain http there.
    #
    # accounts:
    #   ada@social.example.org: {learn: false, server: "https://mastodon.example.org"}

    # What may be done in your name, for each account that is signed in: like, repost and bookmark, each off, propose or
    # auto. Left out: likes are proposed, and all else is off. A proposal waits for your yes. auto acts without asking, once
    # it was right in so many of your own decisions that luck is no explanation; until then it proposes.
    # Likes on X are never automatic: its rules demand that you start each one.
    #
    #   per_hour, per_day  so many on each account, in any 60 minutes and any 24 hours.
    #   per_author         so many to one author's posts in any 24 hours.
    #   per_thread         so many of each kind to the posts of one conversation in any 24 hours.
    #   gap                at least so long between two, and up to twice as long, by lot.
    #   quiet              nothing is sent between these times where you live; none is never quiet.
    #   undo               so long auto waits, for you to take it back before anybody sees it.
    #   expire             what was not approved, or not sent, is void after this.
    #   spend              at most so much in 24 hours, where a network charges for it.
    #
    # 'gleaner actions stop' stops everything at once.
    actions:
      # matt@mastodon.social: {like: auto, repost: propose}
      # matt.bsky.social: {like: propose, repost: off}
      limits: {per_hour: 5, per_day: 30, per_author: 2, per_thread: 1, gap: 2m, quiet: "22:00-07:00", undo: 10m, expire: 48h, spend: 0.5}

    """

  static let feeds = """
    # Where items come from: a list, in any number of files feeds/*.yaml. 'gleaner feeds list' shows what they add up to.
    #
    # The keys of a source:
    #
    #   feed            the URL of an RSS, Atom or JSON feed; or a file, or a pattern of files (* ? [abc]),
    #                   relative to this file. A pattern makes one source of each file.
    #   name            what to call it; left out: the feed's own title.
    #   tags            one or several words of your own; rules can name them.
    #   allow_private   true: the address may be in your own network. Left out, private and local addresses are refused,
    #                   so that no feed can make Gleaner knock at your router.
    #   paused          true: listed, and not asked until you take it away again ('gleaner feeds resume').
    #   relative_dates  true: dates are moved so that the newest entry is of today. For samples that must not age.
    #
    # Each address may be declared once. Lists of other readers (feeds/*.opml) are read beside this one; what stands in
    # both is as it is here. Take away a '# ' to begin:

    # - feed: https://lobste.rs/rss
    #   name: Lobsters
    #   tags: [programming]

    # - feed: https://simonwillison.net/atom/everything/
    #   name: Simon Willison
    #   tags: [programming, ai]

    # - {feed: "https://www.quantamagazine.org/feed/", name: Quanta, tags: science}
    # - {feed: "https://www.theguardian.com/world/rss", tags: [news]}
    # - {feed: "https://xkcd.com/atom.xml"}

    # A feed on a machine of your own:
    # - {feed: "http://nas.local:8080/rss", name: Home, allow_private: true}

    # Files that something else leaves in a folder, one source each:
    # - {feed: "../archive/*.xml", tags: [archive]}

    """

  static let rules = """
    # What you know without any model: a list, in any number of files rules/*.yaml, read in the order of their names.
    # 'gleaner rules check' says what is wrong with them, 'gleaner rules test' what each would have changed lately.
    #
    # The keys of a rule:
    #
    #   name    what decisions will call it; each name once.
    #   when    the items it matches. All kinds that are given have to match; of a list, any one.
    #             term         a word or phrase in the title, the text or the tags. Whole words: "art" is not in "party";
    #                          capitals and accents do not matter: "zurich" finds "Zürich".
    #             title, text  the same, in the title alone, or in the text alone.
    #             url          the same, in the address: "example.org/sport", "shorts".
    #             author       the same, in the author's name.
    #                          Instead of words each takes {word: …, stem: …, regex: …}, of which any has to be found:
    #                          a stem is a word whose ending does not matter ("invest" finds "investing"); a regex is a
    #                          regular expression as RE2 has it, without regard to capitals (unless it says (?-i)).
    #             source       the source's address, its name, or one of its tags; * and ? stand for any characters.
    #             tag          one of the item's own tags; * and ? stand for any characters.
    #             interest     an interest of yours, by its label; * and ? stand for any characters.
    #             language     a code such as en, or pt-BR ("lang" is short for it): the one that the text shows where it is
    #                          long enough, else what the feed declares. de covers de-AT; pt-BR leaves out pt-PT.
    #             kind         of the source: feed, file, mastodon, bluesky, x; of the item, as far as its source says:
    #                          audio, video, link (it leads to a page elsewhere), reply, boost.
    #             older_than   published longer ago than 30s, 15m, 24h, 7d or 2w.
    #             newer_than   published since then. An item without a date is neither.
    #             likes        at least so many; boosts and comments likewise. Where nobody counts, it does not match.
    #             any          a list of conditions, of which one has to match; all and not: each of them, none of them.
    #   unless  where this matches, the rule does not apply; written like 'when'.
    #   then    mute             skip it.
    #           keep             keep it.
    #           require          skip every item that does NOT match (but for those that 'unless' names).
    #           judge            ask about it, whatever its score.
    #           {expire: 2d}     skip it once it is older.
    #           {boost: 1.5}     make it more likely, or with a minus less; in log-odds, -5 to 5. One point is about
    #                            "nearly three times the odds".
    #   in      only with 'then: require': the sources that it is about, written like 'source'. Without it, all of them.
    #
    # The first mute, keep, judge, expire or unmet require decides, and no score is asked; boosts add up. Rules that
    # contradict each other (one condition, muted here and kept there) are refused. Take away a '# ' to begin:

    # - {name: no crypto, when: {term: [bitcoin, NFT]}, then: mute}
    # - {name: always Simon, when: {author: "Simon Willison"}, then: keep}

    # - name: no old news
    #   when: {source: news}
    #   unless: {term: [obituary, correction]}
    #   then: {expire: 7d}

    # - name: only papers about retrieval
    #   when: {term: [retrieval, "vector search", embeddings]}
    #   in: ["https://export.arxiv.org/*"]
    #   then: require

    # - {name: no ads, when: {any: [{title: {regex: "^(ad|sponsored):"}}, {tag: sponsored}]}, then: mute}
    # - {name: much discussed, when: {kind: link, comments: 100}, then: judge}
    # - {name: more Swift, when: {title: Swift, source: programming}, then: {boost: 1.5}}
    # - {name: less in French, when: {language: fr}, then: {boost: -0.5}}

    """

  static let ignored = """
    # Gleaner's state: the private database, models, digests. Yours, and not for version control.
    var/

    """
}
