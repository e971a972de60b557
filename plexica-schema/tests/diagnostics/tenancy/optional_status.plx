tenancy {
  registry = Tenant
  key      = owner
  status   = state
  schema   = "t_{key}"
}

model Tenant {
  id      Int    @id
  owner   Owner  @relation(fields: [ownerId], references: [id])
  ownerId Int
  state   State?
}

model Owner {
  id      Int      @id
  tenants Tenant[]
}

enum State {
  ACTIVE
  SUSPENDED
}
