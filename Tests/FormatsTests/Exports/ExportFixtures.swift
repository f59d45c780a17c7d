// Small exports of our own, in the shape that each service gives its people, and what they tell.

import Testing

/// One export and what it holds, a line for each record.
struct ExportFixture: Sendable, CustomTestStringConvertible {
  let path: String
  let text: String
  /// The reader's name.
  let format: String
  /// As ``ExportTests/summary(_:)`` puts it.
  let tells: [String]

  var testDescription: String { "\(format) (\(path))" }
  var bytes: [UInt8] { Array(text.utf8) }

  static let all: [ExportFixture] =
    networks + lists + tables + readers + bookmarks
}

// MARK: Networks

extension ExportFixture {
  static let networks: [ExportFixture] = [
    ExportFixture(
      path: "twitter-2024/data/tweets.js",
      text: #"""
        window.YTD.tweets.part0 = [
          {
            "tweet" : {
              "edit_info" : { "initial" : { "editTweetIds" : [ "1500000000000000000" ] } },
              "retweeted" : false,
              "entities" : {
                "hashtags" : [ { "text" : "sourdough", "indices" : [ "0", "9" ] } ],
                "urls" : [ { "url" : "https://t.co/abc", "expanded_url" : "https://bread.example/crumb",
                             "display_url" : "bread.example/crumb", "indices" : [ "20", "36" ] } ]
              },
              "id_str" : "1500000000000000000",
              "in_reply_to_status_id_str" : "1400000000000000000",
              "created_at" : "Sat Mar 05 06:24:56 +0000 2022",
              "full_text" : "Crumb &amp; crust: #sourdough https://t.co/abc",
              "lang" : "en"
            }
          },
          { "tweet" : { "id_str" : "1500000000000000001", "entities" : { },
              "created_at" : "Sat Mar 05 06:30:00 +0000 2022",
              "full_text" : "RT @miller: Flour is 1 &lt; 2 things" } },
          { "tweet" : { "id_str" : "1500000000000000002" } }
        ]
        """#,
      format: "X archive",
      tells: [
        "own x:post:1500000000000000000 | Crumb & crust: #sourdough https://bread.example/crumb"
          + " | https://x.com/i/status/1500000000000000000 | 1646461496 | sourdough"
          + " | x:post:1400000000000000000",
        "repost x:repost:1500000000000000001 |  | Flour is 1 < 2 things"
          + " | https://x.com/i/status/1500000000000000001 | @miller | 1646461800 | ",
        "problem record 3: post 1500000000000000002 has no text",
      ]),
    ExportFixture(
      path: "data/tweet.js",
      text:
        #"window.YTD.tweet.part0 = [ {"id": 20, "full_text": "just setting up", "created_at": "Tue Mar 21 20:50:14 +0000 2006"} ]"#,
      format: "X archive",
      tells: ["own x:post:20 | just setting up | https://x.com/i/status/20 | 1142974214 |  | "]),
    ExportFixture(
      path: "data/note-tweet.js",
      text: #"""
        window.YTD.note_tweet.part0 = [ { "noteTweet" : {
          "noteTweetId" : "1500000000000000003", "createdAt" : "2023-05-01T10:00:00.000Z",
          "core" : { "styletags" : [ ], "text" : "A long one\nabout https://t.co/xyz",
            "urls" : [ { "expandedUrl" : "https://rye.example/", "shortUrl" : "https://t.co/xyz" } ] } } } ]
        """#,
      format: "X archive",
      tells: [
        "own x:note:1500000000000000003 | A long one⏎about https://rye.example/ | - | 1682935200 |  | "
      ]),
    ExportFixture(
      path: "data/like.js",
      text: #"""
        window.YTD.like.part0 = [
          { "like" : { "tweetId" : "1500000000000000000", "fullText" : "Rye &gt; wheat https://t.co/r",
              "entities" : { "urls" : [ { "url" : "https://t.co/r", "expanded_url" : "https://rye.example/" } ] },
              "expandedUrl" : "https://twitter.com/i/web/status/1500000000000000000" } },
          { "like" : { "tweetId" : "12", "expandedUrl" : "https://twitter.com/i/web/status/12" } },
          { "like" : { } }
        ]
        """#,
      format: "X archive",
      tells: [
        "like x:like:1500000000000000000 |  | Rye > wheat https://rye.example/"
          + " | https://twitter.com/i/web/status/1500000000000000000 | - | 1646462843 | ",
        "like x:like:12 |  |  | https://twitter.com/i/web/status/12 | - | - | ",
        "problem record 3: has no tweetId",
      ]),
    ExportFixture(
      path: "archive/outbox.json",
      text: #"""
        {"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection",
         "totalItems":3,"orderedItems":[
          {"id":"https://m.example/users/a/statuses/1/activity","type":"Create","actor":"https://m.example/users/a",
           "published":"2023-01-02T03:04:05Z","object":{"id":"https://m.example/users/a/statuses/1","type":"Note",
            "summary":"Bread","inReplyTo":"https://o.example/7","published":"2023-01-02T03:04:05Z",
            "url":"https://m.example/@a/1","content":"<p>Proofing <a href=\"https://m.example/tags/rye\">#rye</a></p><p>today</p>",
            "attachment":[{"type":"Document","mediaType":"image/jpeg","url":"/x.jpg","name":"A dark loaf"}],
            "tag":[{"type":"Hashtag","href":"https://m.example/tags/rye","name":"#rye"},{"type":"Mention","name":"@b"}]}},
          {"id":"https://m.example/users/a/statuses/2/activity","type":"Announce","published":"2023-01-03T00:00:00Z",
           "object":"https://o.example/users/c/statuses/9"},
          {"id":"x","type":"Move"}]}
        """#,
      format: "Mastodon archive",
      tells: [
        "own https://m.example/users/a/statuses/1 | Proofing #rye⏎today⏎A dark loaf"
          + " | https://m.example/@a/1 | 1672628645 | rye | https://o.example/7",
        "repost mastodon:repost:https://o.example/users/c/statuses/9 |  | "
          + " | https://o.example/users/c/statuses/9 | - | 1672704000 | ",
        "problem record 3: is of a kind that is not known: 'Move'",
      ]),
    ExportFixture(
      path: "archive/likes.json",
      text: #"""
        {"@context":"https://www.w3.org/ns/activitystreams","id":"likes.json","type":"OrderedCollection",
         "orderedItems":["https://o.example/users/c/statuses/9", 7]}
        """#,
      format: "Mastodon archive",
      tells: [
        "like mastodon:like:https://o.example/users/c/statuses/9 |  | "
          + " | https://o.example/users/c/statuses/9 | - | - | ",
        "problem record 2: is of a kind that is not known: 'none'",
      ]),
    ExportFixture(
      path: "bookmarks.json",
      text:
        #"{"id":"bookmarks.json","type":"OrderedCollection","orderedItems":["https://o.example/9"]}"#,
      format: "Mastodon archive",
      tells: [
        "bookmark mastodon:bookmark:https://o.example/9 |  |  | https://o.example/9 | - | - | "
      ]),
  ]
}

// MARK: Lists in JSON and XML

extension ExportFixture {
  static let lists: [ExportFixture] = [
    ExportFixture(
      path: "pinboard_export.json",
      text: #"""
        [{"href":"https:\/\/rye.example\/a?utm_source=x","description":"Rye \u00e9t\u00e9","extended":"On \"rye\"\r\nand wheat",
          "meta":"m","hash":"h","time":"2022-02-10T15:31:16Z","shared":"yes","toread":"no","tags":"bread rye bread"},
        {"href":"https:\/\/oat.example\/","description":"https:\/\/oat.example\/","extended":"","meta":"m","hash":"h",
          "time":"2022-02-10T15:31:16Z","shared":"yes","toread":"yes","tags":""},
        {"href":"javascript:void(0)","description":"Clip","extended":"","toread":"no","tags":""}]
        """#,
      format: "Pinboard (JSON)",
      tells: [
        "bookmark pinboard:https://rye.example/a | Rye été | On \"rye\"⏎and wheat"
          + " | https://rye.example/a | - | 1644507076 | bread, rye",
        "save pinboard:https://oat.example/ |  |  | https://oat.example/ | - | 1644507076 | ",
        "problem record 3: 'javascript:void(0)' is no address of a page",
      ]),
    ExportFixture(
      path: "all.xml",
      text: #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <posts user="maaarten" dt="2022-02-10T15:31:16Z" tag="">
          <post href="https://rye.example/a?b=1&amp;c=2" time="2022-02-10T15:31:16Z" description="Rye &amp; co" extended="Dark" tag="bread rye" hash="h" shared="no" toread="yes"/>
          <post description="" extended="" tag=""/>
        </posts>
        """#,
      format: "Pinboard (XML)",
      tells: [
        "save pinboard:https://rye.example/a?b=1&c=2 | Rye & co | Dark | https://rye.example/a?b=1&c=2"
          + " | - | 1644507076 | bread, rye",
        "problem line 4: has neither an address nor a text",
      ]),
    ExportFixture(
      path: "pocket.json",
      text: #"""
        {"status":1,"complete":1,"list":{
          "229279689":{"item_id":"229279689","resolved_id":"229279689","given_url":"http://oat.example/o","given_title":"Given",
            "favorite":"1","status":"0","time_added":"1471869712","resolved_title":"Oats","resolved_url":"http://oat.example/oats",
            "excerpt":"Rolled, cut","authors":{"62":{"author_id":"62","name":"Ona Ahti"}},"tags":{"grain":{"item_id":"1","tag":"grain"}}},
          "2":{"item_id":"2","given_url":"http://gone.example/","status":"2"},
          "3":{"item_id":"3","given_url":"http://bare.example/","given_title":"","favorite":"0","status":"1","time_added":"1471869712"}}}
        """#,
      format: "Pocket (JSON)",
      tells: [
        "like pocket:http://oat.example/oats | Oats | Rolled, cut | http://oat.example/oats | Ona Ahti"
          + " | 1471869712 | grain",
        "save pocket:http://bare.example/ |  |  | http://bare.example/ | - | 1471869712 | ",
      ]),
    ExportFixture(
      path: "metadata_0_to_20.json",
      text: #"""
        [{"id":"5","slug":"rye-192","title":"Rye","description":"Dark bread","author":"Ona","url":"https://rye.example/",
          "state":"Archived","readingProgress":7,"thumbnail":"","labels":["bread"],"savedAt":"2024-10-30T12:39:28.000Z",
          "updatedAt":"2024-10-30T12:39:28.000Z","publishedAt":null}]
        """#,
      format: "Omnivore",
      tells: [
        "save omnivore:https://rye.example/ | Rye | Dark bread | https://rye.example/ | Ona | 1730291968 | bread"
      ]),
    ExportFixture(
      path: "starred.json",
      text: #"""
        [{"starred_at":"2024-01-31T08:00:00Z","repo":{"id":1,"node_id":"R_1","full_name":"ona/ovens",
          "owner":{"login":"ona","id":2},"html_url":"https://github.com/ona/ovens","description":"Heat curves",
          "topics":["bread","physics"],"language":"Swift"}},
         {"id":3,"node_id":"R_3","full_name":"ona/rye","owner":{"login":"ona"},"html_url":"https://github.com/ona/rye",
          "description":null,"topics":[],"language":null}]
        """#,
      format: "GitHub stars",
      tells: [
        "like github:https://github.com/ona/ovens | ona/ovens | Heat curves | https://github.com/ona/ovens"
          + " | ona | 1706688000 | bread, physics, Swift",
        "like github:https://github.com/ona/rye | ona/rye |  | https://github.com/ona/rye | ona | - | ",
      ]),
    ExportFixture(
      path: "likes.jsonl",
      text: """
        {"title": "A", "url": "https://Example.org/a?utm_source=x", "at": "2026-01-31T08:00:00Z"}

        {"title": "cut
        {"url": "https://example.org/only-an-address"}
        [1, 2]
        {"at": "2026-01-31T08:00:00Z"}
        {"title": 5, "url": "https://example.org/five"}
        {"title": "B", "excerpt": "Short", "url": "https://example.org/b", "at": "yesterday", "tags": ["x"]}
        {"title": "C", "url": "https://example.org/c", "label": "bookmark"}

        """,
      format: "JSON Lines",
      tells: [
        "like https://example.org/a | A |  | https://example.org/a | - | 1769846400 | ",
        "problem line 3: not a JSON object with text members title, text, url, at",
        "like https://example.org/only-an-address |  |  | https://example.org/only-an-address | - | - | ",
        "problem line 5: not a JSON object with text members title, text, url, at",
        "problem line 6: has neither an address nor a text",
        "problem line 7: not a JSON object with text members title, text, url, at",
        "like https://example.org/b | B | Short | https://example.org/b | - | - | x",
        "problem line 8: 'at' is not a time like 2026-01-31T08:00:00Z: 'yesterday'",
        "bookmark https://example.org/c | C |  | https://example.org/c | - | - | ",
      ]),
  ]
}

// MARK: Tables

extension ExportFixture {
  static let tables: [ExportFixture] = [
    ExportFixture(
      path: "part_000000.csv",
      text: "title,url,time_added,tags,status\r\n"
        + "\"Rye, dark\",https://rye.example/,1281644107,bread|old rye,archive\r\n"
        + "https://oat.example/,https://oat.example/,1281644107,,unread\r\n"
        + "short,https://cut.example/\r\n",
      format: "Pocket (CSV)",
      tells: [
        "save pocket:https://rye.example/ | Rye, dark |  | https://rye.example/ | - | 1281644107 | bread, old rye",
        "save pocket:https://oat.example/ |  |  | https://oat.example/ | - | 1281644107 | ",
        "problem line 4: has 2 of 5 columns: cut, or not of this table",
      ]),
    ExportFixture(
      path: "instapaper-export.csv",
      text: #"""
        URL,Title,Selection,Folder,Timestamp,Tags
        https://rye.example/,"Rye ""dark""",A line,Starred,1650000000,"[""bread"",""rye""]"
        https://oat.example/,Oat,,Unread,1650000001,[]
        https://bar.example/,Barley,,Grain,1650000002,

        """#,
      format: "Instapaper",
      tells: [
        "like instapaper:https://rye.example/ | Rye \"dark\" | A line | https://rye.example/ | - | 1650000000 | bread, rye",
        "save instapaper:https://oat.example/ | Oat |  | https://oat.example/ | - | 1650000001 | ",
        "save instapaper:https://bar.example/ | Barley |  | https://bar.example/ | - | 1650000002 | Grain",
      ]),
    ExportFixture(
      path: "raindrop.csv",
      text: "\u{FEFF}" + """
        id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
        1,Rye,my note,"On rye,
        at length",https://rye.example/,Food / Bread,"rye, dark",2024-01-31T08:00:00.000Z,,,true
        2,Oat,,,https://oat.example/,Unsorted,,2024-01-31T08:00:00.000Z,,,false

        """,
      format: "Raindrop",
      tells: [
        "like raindrop:https://rye.example/ | Rye | On rye,⏎at length⏎my note | https://rye.example/ | -"
          + " | 1706688000 | Food, Bread, rye, dark",
        "bookmark raindrop:https://oat.example/ | Oat |  | https://oat.example/ | - | 1706688000 | ",
      ]),
    ExportFixture(
      path: "reader_export.csv",
      text: """
        Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
        Rye,https://rye.example/,01h,"['bread', 'rye']",2024-01-31 08:00:00+00:00,0.5,later,True

        """,
      format: "Readwise Reader",
      tells: [
        "save readwise:https://rye.example/ | Rye |  | https://rye.example/ | - | 1706688000 | bread, rye"
      ]),
  ]
}

// MARK: Feed readers

extension ExportFixture {
  static let readers: [ExportFixture] = [
    ExportFixture(
      path: "entries.json",
      text: #"""
        {"total":2,"entries":[
          {"id":1,"user_id":1,"feed_id":2,"hash":"h","title":"Rye","url":"https://rye.example/","comments_url":"",
           "published_at":"2023-01-01T00:00:00Z","created_at":"2023-01-01T01:00:00Z","changed_at":"2024-01-31T08:00:00.5Z",
           "content":"<p>Dark <b>bread</b></p>","author":"Ona","status":"read","starred":true,"tags":["bread"],
           "feed":{"id":2,"title":"Breads"}},
          {"id":2,"feed_id":2,"title":"Not starred","url":"https://no.example/","starred":false}]}
        """#,
      format: "Miniflux",
      tells: [
        "like miniflux:https://rye.example/ | Rye | Dark bread | https://rye.example/ | Ona | 1706688000 | bread"
      ]),
    ExportFixture(
      path: "starred_2024-01-31.json",
      text: #"""
        {"id":"user/-/state/org.freshrss/starred","title":"Starred","author":"a","items":[
          {"id":"tag:google.com,2005:reader/item/1","crawlTimeMsec":"1706688000000","timestampUsec":"1706688000000000",
           "published":1706688000,"title":"Rye","canonical":[{"href":"https://rye.example/"}],
           "alternate":[{"href":"https://rye.example/alt"}],"author":"Ona",
           "categories":["user/-/state/com.google/reading-list","user/-/state/com.google/starred","user/-/label/Bread","crust"],
           "origin":{"streamId":"feed/1","title":"Breads","htmlUrl":"https://rye.example/"},
           "content":{"content":"<p>Dark &amp; dense</p>"}},
          {"id":"2","title":"Only read","canonical":[{"href":"https://no.example/"}],
           "categories":["user/-/state/com.google/read"]}]}
        """#,
      format: "Google Reader, FreshRSS",
      tells: [
        "like reader:https://rye.example/ | Rye | Dark & dense | https://rye.example/ | Ona | 1706688000 | Bread, crust"
      ]),
    ExportFixture(
      path: "Takeout/Reader/shared.json",
      text: #"""
        {"direction":"ltr","id":"user/0/state/com.google/broadcast","title":"shared","items":[
          {"title":"Oat","published":1300000000,"alternate":[{"href":"https://oat.example/","type":"text/html"}],
           "summary":{"direction":"ltr","content":"Rolled"}}]}
        """#,
      format: "Google Reader, FreshRSS",
      tells: [
        "repost reader:https://oat.example/ | Oat | Rolled | https://oat.example/ | - | 1300000000 | "
      ]
    ),
  ]
}

// MARK: Browsers

extension ExportFixture {
  static let bookmarks: [ExportFixture] = [
    ExportFixture(
      path: "bookmarks.html",
      text: """
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <!-- This is an automatically generated file. -->
        <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
        <TITLE>Bookmarks</TITLE>
        <H1>Bookmarks</H1>
        <DL><p>
            <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
            <DL><p>
                <DT><H3 ADD_DATE="1">Bread &amp; butter</H3>
                <DL><p>
                    <DT><A HREF="https://rye.example/?a=1&amp;b=2" ADD_DATE="1706688000" ICON="data:image/png;base64,AAAA" TAGS="rye,dark">Rye <b>bread</b></A>
                    <DD>Notes on rye
                    <DT><A HREF="https://oat.example/" ADD_DATE="1706688000" TOREAD="1">Oat</A>
                </DL><p>
                <DT><A HREF="https://bar.example/">Barley</A>
            </DL><p>
            <DT><A HREF="javascript:alert(1)">Clip</A>
        </DL><p>
        """,
      format: "Bookmarks (HTML)",
      tells: [
        "bookmark bookmarks:https://rye.example/?a=1&b=2 | Rye bread | Notes on rye | https://rye.example/?a=1&b=2"
          + " | - | 1706688000 | Bread & butter, rye, dark",
        "save bookmarks:https://oat.example/ | Oat |  | https://oat.example/ | - | 1706688000 | Bread & butter",
        "bookmark bookmarks:https://bar.example/ | Barley |  | https://bar.example/ | - | - | ",
        "problem record 4: 'javascript:alert(1)' is no address of a page",
      ]),
    ExportFixture(
      path: "ril_export.html",
      text: """
        <!DOCTYPE html>
        <html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title></head>
        <body><h1>Unread</h1><ul>
        <li><a href="https://rye.example/" time_added="1698568488" tags="bread,dark rye">Rye</a></li>
        </ul><h1>Read Archive</h1><ul>
        <li><a href="https://oat.example/" time_added="1698568488" tags="">https://oat.example/</a></li>
        </ul></body></html>
        """,
      format: "Bookmarks (HTML)",
      tells: [
        "save pocket:https://rye.example/ | Rye |  | https://rye.example/ | - | 1698568488 | bread, dark rye",
        "save pocket:https://oat.example/ |  |  | https://oat.example/ | - | 1698568488 | ",
      ]),
    ExportFixture(
      path: "Default/Bookmarks",
      text: #"""
        {"checksum":"0","roots":{
          "bookmark_bar":{"children":[
            {"children":[{"date_added":"13351161600000000","guid":"g","id":"5","name":"Rye","type":"url","url":"https://rye.example/"}],
             "date_added":"1","id":"4","name":"Bread","type":"folder"},
            {"date_added":"13351161600000000","id":"6","name":"Settings","type":"url","url":"chrome://settings/"}],
           "date_added":"1","name":"Bookmarks bar","type":"folder"},
          "other":{"children":[{"date_added":"13351161600000000","name":"Oat","type":"url","url":"https://oat.example/"}],
           "name":"Other bookmarks","type":"folder"}},"version":1}
        """#,
      format: "Chrome bookmarks",
      tells: [
        "bookmark bookmarks:https://rye.example/ | Rye |  | https://rye.example/ | - | 1706688000 | Bread",
        "bookmark bookmarks:https://oat.example/ | Oat |  | https://oat.example/ | - | 1706688000 | ",
        "problem record 2: 'chrome://settings/' is a page of the browser's own",
      ]),
    ExportFixture(
      path: "bookmarks-2024-01-31.json",
      text: #"""
        {"guid":"root________","title":"","index":0,"dateAdded":1,"id":1,"typeCode":2,"type":"text/x-moz-place-container","root":"placesRoot",
         "children":[{"guid":"menu________","title":"menu","typeCode":2,"type":"text/x-moz-place-container","root":"bookmarksMenuFolder",
          "children":[{"title":"Bread","typeCode":2,"type":"text/x-moz-place-container","children":[
            {"guid":"g","title":"Rye","dateAdded":1706688000000000,"typeCode":1,"tags":"rye,dark","type":"text/x-moz-place","uri":"https://rye.example/"},
            {"title":"Recent","typeCode":1,"type":"text/x-moz-place","uri":"place:sort=8"},
            {"typeCode":3,"type":"text/x-moz-place-separator"}]}]}]}
        """#,
      format: "Firefox bookmarks",
      tells: [
        "bookmark bookmarks:https://rye.example/ | Rye |  | https://rye.example/ | - | 1706688000 | Bread, rye, dark"
      ]),
  ]
}
