tenancy {
  registry = Tenant
  key = slug
  schema = "tenant_{key}"
}

model Tenant {
  id Int @id
  slug String @unique
}

model Plan {
  id Int @id
  projects Project[]
}

// The core model gets no field.
model Project {
  id Int @id
  plan Plan
  tasks Task[]
  @@tenant
}

model Task {
  id Int @id
  @@tenant
}
