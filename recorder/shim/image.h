/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a program that is about to be run will let our library in.
 */
#ifndef SHIM_IMAGE_H
#define SHIM_IMAGE_H

enum image {
  IMAGE_OPEN,      /* or there is no telling */
  IMAGE_STATIC,    /* it has no dynamic linker: our variables do no harm, and no good */
  IMAGE_SET_ID,    /* the dynamic linker takes nothing from its environment */
  IMAGE_32_BIT,    /* its dynamic linker would complain of our library */
  IMAGE_OTHER_LIBC, /* its dynamic linker would stop it because of our library */
  IMAGE_SANITIZED   /* its sanitizer would stop it because of our library */
};

/* Looks at the file, and at the interpreter of a script. Calls nothing that allocates. */
enum image image_of(const char *path);
const char *image_name(enum image image);

#endif
