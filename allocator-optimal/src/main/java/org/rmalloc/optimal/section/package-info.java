// SPDX-License-Identifier: Apache-2.0
/** The time of a problem cut into sections, and the lower bound that its load gives. */
package org.rmalloc.optimal.section;
