/** What results mean: findings, and their words. */
package org.rmalloc.report.finding;
