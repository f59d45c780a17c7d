// Strict SAX2 over libxml2, from 2.9.14 to 2.14, for its verdict alone: what a broken document holds is read by the
// scanner in Markup. libxml2 never runs in recovery mode, loads nothing, and never sees a DTD.

#include "CXML.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlErrorPtr error_ptr;
#endif

enum { OPTIONS = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC };

static pthread_once_t once = PTHREAD_ONCE_INIT;

typedef struct {
  xmlParserCtxtPtr parser;
  cxml_outcome outcome;
} judge;

// The first fatal error is the one to show. The parser is not stopped here: 2.9 would free what it still reads.
static void on_error(void *context, error_ptr error) {
  judge *self = context;
  if (!self || !error || error->level != XML_ERR_FATAL || self->outcome.line) return;
  self->outcome.line = error->line > 0 ? error->line : 1;
  if (!error->message) return;
  strncpy(self->outcome.message, error->message, sizeof self->outcome.message - 1);
  self->outcome.message[strcspn(self->outcome.message, "\n")] = 0;
}

static void listen(judge *self) {
  xmlSAXHandler *sax = self->parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->serror = on_error;
  self->parser->userData = self;
}

cxml_outcome cxml_check(const uint8_t *bytes, size_t count) {
  pthread_once(&once, xmlInitParser);
  judge self = {.parser = xmlNewParserCtxt()};
  if (!self.parser || count > INT_MAX) {
    self.outcome.verdict = CXML_NO_MEMORY;
  } else {
    listen(&self);
    xmlDocPtr document =
        xmlCtxtReadMemory(self.parser, (const char *)bytes, (int)count, NULL, "UTF-8", OPTIONS);
    if (!self.parser->wellFormed) self.outcome.verdict = CXML_BROKEN;
    if (document) xmlFreeDoc(document);
  }
  if (self.parser) xmlFreeParserCtxt(self.parser);
  return self.outcome;
}
