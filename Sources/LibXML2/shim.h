#pragma once
// Empty on purpose: libxml2 headers drag in the system ICU, which clashes with the one in Foundation.
// CXML is the door; this module only carries the link flags.
