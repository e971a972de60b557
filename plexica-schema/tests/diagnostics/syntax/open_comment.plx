model User {
  id   Int @id /* the key */
  name String  /* what it is called
}

model Org {
  id Int @id
}
