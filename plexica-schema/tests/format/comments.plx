// One.


// Two.
/* Three. */ // Four.
/*
   A piece of code:
     * indented
   not
*/
/** Stars.
 *
 *   Indented.
 **/
/* first
   second */

model A { // Behind the brace.
  /* Alone. */
  id Int @id /* one */ // two
  /* before */ name String
  text String /* on
    two lines */
  /* inside */
  more Int /* between */ @unique /* and */ @default(/* argument */ 1) // behind
  /// Kept on its line. /* no block */
  x Int
  /* a */ /// documents nothing
  y Int
} // Behind the block.
model B {
  id Int @id } /* c */ /* d */
/// Documents C.
model C {
  id Int @id
  // Last.


}
// End.
