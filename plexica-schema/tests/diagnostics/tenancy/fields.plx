tenancy {
  registry = Tenant
  key      = name
  status   = state
  schema   = "{key}"
}

model Tenant {
  id    Int    @id
  name  String
  state State
}

enum State {
  ACTIVE
  GONE
}
