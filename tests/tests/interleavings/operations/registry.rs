use plexica_client::{Error, ErrorKind};

use super::{Operation, Place};
use crate::{
    chance::Chance,
    world::{FLICKERING, World},
};

pub(super) fn random(place: Place, chance: &mut Chance) -> Operation {
    let suspends = chance.one_in(2);
    match chance.below(3) {
        0 | 1 => Operation::reading("suspend or activate", async move {
            flicker(&place.world, suspends).await
        }),
        _ => Operation::reading("a tenant that flickers", async move {
            match place.world.tenant(FLICKERING).await {
                Ok(tenant) => tenant.comment().count().await.map(drop),
                Err(error) if error.kind() == ErrorKind::InactiveTenant => Ok(()),
                Err(error) => Err(error),
            }
        }),
    }
}

/// What was done is seen at once by who did it.
async fn flicker(world: &World, suspends: bool) -> Result<(), Error> {
    let mut is_settled = world.flickering.lock().await;
    let was_settled = std::mem::replace(&mut *is_settled, false);
    match suspends {
        true => world.db.tenants().suspend(FLICKERING).await?,
        false => world.db.tenants().activate(FLICKERING).await?,
    }
    // One that was given up before can still arrive, and be the last.
    if was_settled {
        match world.tenant(FLICKERING).await {
            Ok(_) => assert!(!suspends, "a suspended tenant has a handle"),
            Err(error) if error.kind() == ErrorKind::InactiveTenant => {
                assert!(suspends, "an active tenant has no handle");
            }
            Err(error) => return Err(error),
        }
    }
    *is_settled = was_settled;
    Ok(())
}
