enum Role {
}

enum State {
  // Only a comment.
}
