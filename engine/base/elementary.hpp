// Elementary functions with the same bits on every x86-64 processor.
//
// glibc chooses an implementation by what the processor can do, and its results differ in the last bit; these
// are SLEEF's functions without fused multiply-add, so they do not. Nothing outside engine/base calls libm.
#pragma once

namespace tianji {

double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double pow(double base, double exponent);
double sin(double x);
double cos(double x);
double tanh(double x);

// Quantile of the standard normal distribution for 0 < p < 1; error below 1.2e-15 relative
// (Wichura 1988, algorithm AS 241, PPND16).
double normal_quantile(double p);

// 1 / (1 + e^-x), and its inverse for 0 < p < 1.
double logistic(double x);
double logit(double p);

} // namespace tianji
