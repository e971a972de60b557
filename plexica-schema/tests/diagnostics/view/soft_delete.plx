// Whatever the field is: nothing of a view can be deleted, so there is one error.
datasource db {
  provider = "postgresql"
}

view Overview {
  id    Int @unique
  count Int

  @@softDelete(count)
}
