// SPDX-License-Identifier: Apache-2.0
/** Which contender to take, in which heap, within limits on heap and pause; and what it costs. */
package org.rmalloc.report.choose;
