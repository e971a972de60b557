tenancy acme {
  registy   = Tenant
  isolation = "role"
}
