// SPDX-License-Identifier: Apache-2.0
/**
 * The default scoring. Equals share a rank; an allocator that did not finish is last and says so;
 * every op counts, and so does the time of compaction; what is measured in time carries a bootstrap
 * interval, and a difference that the measurement cannot tell from none is called none; what is
 * deterministic has no interval and stands in a table of its own.
 */
package org.rmalloc.report.sound;
