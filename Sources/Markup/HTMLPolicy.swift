// What may pass: the elements and attributes that people write articles with, still drawings and formulas among them.
// The lists follow the ones feedparser has kept safe for two decades, less what could load, submit, run, move or watch:
// forms, frames, plug-ins, animations, `ping`.

/// What the cleaner does with an element.
struct HTMLElement: Sendable {
  /// How an element parts the plain text.
  enum Gap: UInt8, Sendable, Comparable {
    case none, space, line, paragraph

    static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  enum Fate: Sendable {
    /// Written out.
    case keep
    /// Written out inside `svg` or `math`; elsewhere unwrapped.
    case keepInside
    /// Written out, has no content and no end tag.
    case keepVoid
    /// The tag goes, the content stays; also what becomes of unknown elements.
    case unwrap
    /// Goes with all up to its end tag, whatever that is.
    case dropRaw
    /// Goes with its content if it has an end tag, else only the tag goes.
    case dropTree
  }

  var fate: Fate
  var gap = Gap.none
  /// Open elements of these groups end where one of this element's kind starts.
  var closes: Group = []
  /// The groups this element belongs to.
  var group: Group = []

  /// What an implied end may not cross.
  var barrier: Group {
    if closes.contains(.paragraph) { return [.block, .cell, .table, .list] }
    return closes.isDisjoint(with: [.cell, .row, .section]) ? [.list, .table, .cell] : .table
  }

  /// Kinds of elements whose end tags people leave out (HTML standard, 13.1.2.4), and what holds them in.
  struct Group: OptionSet, Sendable {
    let rawValue: UInt16
    static let paragraph = Group(rawValue: 1)
    static let item = Group(rawValue: 2)
    static let term = Group(rawValue: 4)
    static let cell = Group(rawValue: 8)
    static let row = Group(rawValue: 16)
    static let section = Group(rawValue: 32)
    static let option = Group(rawValue: 64)
    static let table = Group(rawValue: 128)
    static let list = Group(rawValue: 256)
    static let block = Group(rawValue: 512)
    /// `svg` and `math`: what is inside follows rules of its own.
    static let foreign = Group(rawValue: 1024)
  }
}

/// The lists, unpacked.
final class HTMLPolicy: Sendable {
  static let standard = HTMLPolicy()

  let elements: ByteTable
  let attributes: ByteTable
  /// The number of `pre` among the elements.
  let preformatted: Int
  /// The number of `href` among the attributes.
  let reference: Int
  private let fates: [HTMLElement]
  private let kinds: [Attribute]

  enum Attribute: Sendable {
    case plain, link, media, style, alternative
    /// Of drawings and formulas: a value, a link, and the declaration of the namespace that links are in.
    case foreign, reference, space
  }

  func element(_ number: Int) -> HTMLElement { fates[number] }
  func attribute(_ number: Int) -> Attribute { kinds[number] }

  private init() {
    var names: [String] = []
    var fates: [HTMLElement] = []
    func add(_ list: String, _ element: HTMLElement) {
      for name in list.split(separator: " ") {
        names.append(String(name))
        fates.append(element)
      }
    }
    Self.addText(add)
    Self.addStructure(add)
    Self.addDropped(add)
    ForeignMarkup.addElements(add)
    elements = ByteTable(names, folding: true)
    preformatted = names.firstIndex(of: "pre") ?? -1
    self.fates = fates
    let plain = Self.plainAttributes.split(separator: " ").map(String.init)
    let links = ["href", "cite", "longdesc", "usemap", "action"]
    let media = ["src", "poster", "background", "data", "dynsrc", "lowsrc", "icon"]
    let foreign = ForeignMarkup.attributes
    attributes = ByteTable(
      plain + links + media + ["style", "alt", "xlink:href", "xmlns:xlink"] + foreign,
      folding: true)
    reference = plain.count
    kinds =
      plain.map { _ in .plain } + links.map { _ in .link } + media.map { _ in .media }
      + [.style, .alternative, .reference, .space] + foreign.map { _ in .foreign }
  }

  private static func addText(_ add: (String, HTMLElement) -> Void) {
    add(
      """
      a abbr acronym audio b bdi bdo big canvas cite code del dfn em event-source font i ins kbd label m \
      map mark meter output progress q rp rt ruby s samp small sound spacer span strike strong sub sup time tt u var \
      video datagrid datalist
      """, HTMLElement(fate: .keep))
    add("button", HTMLElement(fate: .keep, gap: .space))
    add("select", HTMLElement(fate: .keep, gap: .space, group: .list))
    add("option", HTMLElement(fate: .keep, gap: .space, closes: .option, group: .option))
    add("optgroup", HTMLElement(fate: .keep, gap: .space, closes: .option))
    add(
      "area col command img input keygen source track wbr", HTMLElement(fate: .keepVoid))
    add("br", HTMLElement(fate: .keepVoid, gap: .line))
    add("hr", HTMLElement(fate: .keepVoid, gap: .paragraph, closes: .paragraph))
  }

  private static func addStructure(_ add: (String, HTMLElement) -> Void) {
    let parted: HTMLElement.Group = .block
    add(
      "address article aside blockquote center details dialog fieldset figure footer header main nav section",
      HTMLElement(fate: .keep, gap: .paragraph, group: parted))
    add("h1 h2 h3 h4 h5 h6 pre", HTMLElement(fate: .keep, gap: .paragraph, group: parted))
    add(
      "div figcaption hgroup legend multicol nextid summary",
      HTMLElement(fate: .keep, gap: .line, group: parted))
    add("p", HTMLElement(fate: .keep, gap: .paragraph, closes: .paragraph, group: .paragraph))
    add("ul ol dl menu dir", HTMLElement(fate: .keep, gap: .paragraph, group: [.list, .block]))
    add("li", HTMLElement(fate: .keep, gap: .line, closes: .item, group: [.item, .block]))
    add("dt dd", HTMLElement(fate: .keep, gap: .line, closes: .term, group: [.term, .block]))
    add("table", HTMLElement(fate: .keep, gap: .paragraph, group: [.table, .block]))
    let cells: HTMLElement.Group = [.cell]
    add("td th", HTMLElement(fate: .keep, gap: .space, closes: cells, group: [.cell, .block]))
    add("tr", HTMLElement(fate: .keep, gap: .line, closes: [.cell, .row], group: [.row, .block]))
    add(
      "thead tbody tfoot",
      HTMLElement(
        fate: .keep, gap: .line, closes: [.cell, .row, .section], group: [.section, .block]))
    add("caption colgroup", HTMLElement(fate: .keep, gap: .line, group: .block))
  }

  private static func addDropped(_ add: (String, HTMLElement) -> Void) {
    add("script style applet", HTMLElement(fate: .dropRaw))
    add("template", HTMLElement(fate: .dropTree))
    add(
      "html body head form iframe noscript frameset textarea xmp listing plaintext",
      HTMLElement(fate: .unwrap, gap: .line))
  }

  private static let plainAttributes = """
    abbr accept accept-charset accesskey align autocomplete autofocus axis balance bgcolor bgproperties \
    border bordercolor bordercolordark bordercolorlight bottompadding cellpadding cellspacing ch challenge char \
    charoff charset checked choff class clear color cols colspan compact contenteditable controls coords datafld \
    datapagesize datasrc datetime default delay dir disabled draggable enctype end face for form frame galleryimg \
    gutter headers height hidden hidefocus high hreflang hspace id inputmode ismap keytype label lang leftspacing \
    list loop loopcount loopend loopstart low max maxlength media method min multiple name nohref noshade nowrap \
    open optimum pattern point-size pqg preload prompt radiogroup readonly rel repeat-max repeat-min replace \
    required rev rightspacing rows rowspan rules scope selected shape size span start step summary suppress \
    tabindex target template title toppadding type unselectable urn valign value variable volume vrml vspace width \
    wrap xml:lang
    """
}
