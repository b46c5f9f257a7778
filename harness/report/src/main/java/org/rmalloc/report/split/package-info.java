// SPDX-License-Identifier: Apache-2.0
/** What a peak footprint is made of: live bytes, and what would cure each part of the rest. */
package org.rmalloc.report.split;
