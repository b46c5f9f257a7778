// SPDX-License-Identifier: Apache-2.0
/** Reads experiment files: what each key means, and what is wrong with what stands there. */
package org.rmalloc.experiment.file;
