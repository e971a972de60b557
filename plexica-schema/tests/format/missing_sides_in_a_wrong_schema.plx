model Blog {
  id Int @id
  posts Post[]
}

model Post {
  id Int @id
  name Strin
}
