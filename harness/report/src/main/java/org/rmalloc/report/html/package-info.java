// SPDX-License-Identifier: Apache-2.0
/**
 * The report as one HTML page that works from a file: no request leaves it. What comes from files
 * is escaped in markup and written as JSON for the script, which sets it as text.
 */
package org.rmalloc.report.html;
