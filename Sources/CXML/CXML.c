// Strict SAX2 over libxml2, from 2.9.14 to 2.14. Broken documents are not repaired here: they are read again by the
// tolerant scanner in Markup, so libxml2 never runs in recovery mode, loads nothing, and never sees a DTD.

#include "CXML.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlErrorPtr error_ptr;
#endif

typedef struct {
  const cxml_events *events;
  void *user;
  int32_t depth, max_depth, max_attributes;
  int refused;  // a limit of ours was passed: nothing is forwarded any more
  xmlParserCtxtPtr parser;
  cxml_attribute *attributes;
  uint8_t *scratch;  // attribute values with a reference in them, resolved
  size_t scratch_size;
  cxml_outcome outcome;
} reader;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static cxml_bytes span(const xmlChar *text) {
  return (cxml_bytes){text, text ? strlen((const char *)text) : 0};
}

static int is_space(uint8_t byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

// Real feeds write namespace URIs with blanks around them.
static cxml_bytes trimmed(const xmlChar *text) {
  cxml_bytes uri = span(text);
  while (uri.count > 0 && is_space(uri.base[0])) uri.base++, uri.count--;
  while (uri.count > 0 && is_space(uri.base[uri.count - 1])) uri.count--;
  return uri;
}

static cxml_name named(const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  return (cxml_name){span(prefix), span(local), trimmed(uri)};
}

static void refuse(reader *self, const char *why) {
  if (self->refused) return;
  self->refused = 1;
  self->outcome.verdict = CXML_BROKEN;
  self->outcome.line = self->parser->input ? self->parser->input->line : 0;
  strncpy(self->outcome.message, why, sizeof self->outcome.message - 1);
  xmlStopParser(self->parser);
}

// Without entity substitution libxml2 hands `&amp;` in a value on as `&#38;`; every other reference it has resolved.
static cxml_bytes resolved(reader *self, const uint8_t *from, size_t count, size_t *used) {
  const uint8_t *end = from + count;
  uint8_t *start = self->scratch + *used, *to = start;
  while (from < end) {
    if (end - from >= 5 && memcmp(from, "&#38;", 5) == 0) {
      *to++ = '&';
      from += 5;
    } else {
      *to++ = *from++;
    }
  }
  *used += (size_t)(to - start);
  return (cxml_bytes){start, (size_t)(to - start)};
}

static int reserve(reader *self, int count, const xmlChar **raw) {
  size_t needed = 0;
  for (int i = 0; i < count; i++) needed += (size_t)(raw[5 * i + 4] - raw[5 * i + 3]);
  if (needed <= self->scratch_size) return 1;
  uint8_t *larger = realloc(self->scratch, needed);
  if (!larger) return 0;
  self->scratch = larger;
  self->scratch_size = needed;
  return 1;
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **raw) {
  (void)namespaces, (void)declared, (void)defaulted;
  reader *self = context;
  if (self->refused) return;
  if (++self->depth > self->max_depth) return refuse(self, "elements nested too deeply");
  if (count > self->max_attributes) return refuse(self, "too many attributes on one element");
  if (!reserve(self, count, raw)) return refuse(self, "out of memory");
  size_t used = 0;
  for (int i = 0; i < count; i++) {
    const xmlChar **one = raw + 5 * i;
    size_t length = (size_t)(one[4] - one[3]);
    cxml_bytes value = {one[3], length};
    if (length && memchr(one[3], '&', length)) value = resolved(self, one[3], length, &used);
    self->attributes[i] = (cxml_attribute){named(one[0], one[1], one[2]), value};
  }
  cxml_name name = named(local, prefix, uri);
  self->events->start(self->user, &name, self->attributes, (size_t)count);
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  reader *self = context;
  if (self->refused) return;
  self->depth--;
  cxml_name name = named(local, prefix, uri);
  self->events->end(self->user, &name);
}

static void on_text(void *context, const xmlChar *text, int count) {
  reader *self = context;
  if (!self->refused && count > 0) self->events->text(self->user, text, (size_t)count);
}

static void on_error(void *context, error_ptr error) {
  reader *self = context;
  if (!self || !error || error->level != XML_ERR_FATAL || self->outcome.line) return;
  self->outcome.line = error->line;
  if (!error->message) return;
  strncpy(self->outcome.message, error->message, sizeof self->outcome.message - 1);
  self->outcome.message[strcspn(self->outcome.message, "\n")] = 0;
}

static void listen(reader *self) {
  xmlSAXHandler *sax = self->parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = on_start;
  sax->endElementNs = on_end;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_text;
  sax->serror = on_error;
  self->parser->userData = self;
}

cxml_outcome cxml_read(const uint8_t *bytes, size_t count, const cxml_events *events, void *user,
                       int32_t depth, int32_t attributes) {
  pthread_once(&once, xmlInitParser);
  reader self = {.events = events, .user = user, .max_depth = depth, .max_attributes = attributes};
  self.parser = xmlNewParserCtxt();
  self.attributes = calloc((size_t)attributes + 1, sizeof *self.attributes);
  if (!self.parser || !self.attributes || count > INT_MAX) {
    self.outcome.verdict = CXML_NO_MEMORY;
  } else {
    listen(&self);
    xmlDocPtr document =
        xmlCtxtReadMemory(self.parser, (const char *)bytes, (int)count, NULL, "UTF-8",
                          XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    if (!self.parser->wellFormed) self.outcome.verdict = CXML_BROKEN;
    if (document) xmlFreeDoc(document);
  }
  if (self.parser) xmlFreeParserCtxt(self.parser);
  free(self.attributes);
  free(self.scratch);
  return self.outcome;
}
