// SPDX-License-Identifier: Apache-2.0
/** What results mean: findings, and their words. */
package org.rmalloc.report.finding;
