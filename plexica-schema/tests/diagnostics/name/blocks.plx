model User {
  id Int @id
}

enum User {
  A
}

model {
  id Int @id
}

enum String {
  A
}
