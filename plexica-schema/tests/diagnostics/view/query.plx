// No file at all.
view Missing {
  id Int @unique
}

// A file of nearly this name.
view ActiveUser {
  id Int @unique
}

view Two {
  id Int @unique
}

view Open {
  id Int @unique
}

view Empty {
  id Int @unique
}
