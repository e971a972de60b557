model A {
  id   Int       @id
  gone DateTime? @ignore

  @@softDelete(gone)
}

model B {
  id   Int       @id
  gone DateTime?

  @@ignore
  @@softDelete(gone)
}

view C {
  id   Int
  gone DateTime?

  @@softDelete(gone)
}
