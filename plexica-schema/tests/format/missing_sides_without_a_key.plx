// Nothing to refer to.
model Loose {
  id Int?
  ends End[]
}

model End {
  id Int @id
}
