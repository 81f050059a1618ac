//! What the machine can compute with, found out once a process.

use std::sync::LazyLock;

/// What a machine computes with, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What the compilation target guarantees (NEON on `AArch64`).
    Plain,
    /// AVX2 with FMA.
    Avx2,
    /// AVX-512 (F, BW, DQ, VL) with FMA.
    Avx512,
    /// The same, and a unit for products of tiles of bfloat16 (AMX).
    Tiles,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Avx2, Self::Avx512, Self::Tiles];

    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Tiles => "tiles",
        }
    }

    /// The highest level up to `limit` that this machine and system have.
    fn detect(limit: Self) -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let has_avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            let has_avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            return match limit {
                Self::Tiles if has_avx2 && has_avx512 && crate::tiles::request_unit() => Self::Tiles,
                Self::Tiles | Self::Avx512 if has_avx2 && has_avx512 => Self::Avx512,
                Self::Tiles | Self::Avx512 | Self::Avx2 if has_avx2 => Self::Avx2,
                _ => Self::Plain,
            };
        }
        #[allow(unreachable_code, reason = "reached on other targets")]
        limit.min(Self::Plain)
    }
}

/// The level of this process: the best that the machine has, or less if the environment variable `RAPPORTEUR_CPU` names a lower one
/// (`plain`, `avx2`, `avx512` or `tiles`).
pub fn level() -> Level {
    static LEVEL: LazyLock<Level> = LazyLock::new(|| {
        let wanted = std::env::var("RAPPORTEUR_CPU").unwrap_or_default();
        Level::detect(Level::ALL.into_iter().find(|level| level.name() == wanted).unwrap_or(Level::Tiles))
    });
    *LEVEL
}

/// Whether the target itself multiplies and adds in one instruction.
pub(crate) const PLAIN_FMA: bool = cfg!(target_arch = "aarch64");

/// Defines a kernel: `$name` calls the instance of `$body` that this machine can run.
macro_rules! kernel {
    ($(#[$doc:meta])* $name:ident, $body:ident, ($($argument:ident: $type:ty),* $(,)?)) => {
        $(#[$doc])*
        pub fn $name($($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
            fn with_avx512($($argument: $type),*) {
                $body::<true>($($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn with_avx2($($argument: $type),*) {
                $body::<true>($($argument),*);
            }
            match $crate::level() {
                // SAFETY: `level` says so only after it has found these features on this machine.
                #[cfg(target_arch = "x86_64")]
                $crate::Level::Avx512 | $crate::Level::Tiles => unsafe { with_avx512($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::Level::Avx2 => unsafe { with_avx2($($argument),*) },
                _ => $body::<PLAIN_FMA>($($argument),*),
            }
        }
    };
}

pub(crate) use kernel;
