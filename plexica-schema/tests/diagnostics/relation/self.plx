// Two fields of one model may be two relations, so a relation of a model to itself has a name.

model Node {
  id       Int    @id
  parentId Int?
  parent   Node?  @relation(fields: [parentId], references: [id])
  children Node[]
}
