// SPDX-License-Identifier: Apache-2.0

/**
 * What data say of a claim.
 *
 * @param because why, in words and numbers of the data
 */
record Finding(Verdict verdict, String because) {}
