// SPDX-License-Identifier: Apache-2.0
/** Columns of tables whose rows are contenders, allocators and malloc libraries alike. */
package org.rmalloc.report.column;
