// OpenBLAS with those LAPACK routines that it carries and cblas.h does not name; Debian ships LAPACK's own C headers in
// another package. Fortran's conventions: every argument by address, matrices by columns.
#pragma once
#include <cblas.h>

// A = L·Lᵀ for the triangle that uplo ("L" or "U") names.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void spotrf_(const char *uplo, const int *n, float *a, const int *lda, int *info);

// The inverse of a triangular matrix, in its place.
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info);
void strtri_(const char *uplo, const char *diag, const int *n, float *a, const int *lda, int *info);
