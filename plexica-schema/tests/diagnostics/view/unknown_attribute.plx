// What a view takes is offered, and nothing else.
datasource db {
  provider = "postgresql"
}

view Overview {
  id Int @unique

  @@sql("SELECT 1")
}
