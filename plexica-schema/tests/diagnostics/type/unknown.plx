model User {
  id    Int       @id
  name  Sting
  org   Orgg
  thing Nonsense
  free
  list  String[]?
  short String(3)
}

model Org {
  id Int @id
}
