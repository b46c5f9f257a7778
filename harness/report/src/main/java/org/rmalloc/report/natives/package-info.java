// SPDX-License-Identifier: Apache-2.0
/** Malloc libraries, each in a process of its own: their table, findings and charts. */
package org.rmalloc.report.natives;
