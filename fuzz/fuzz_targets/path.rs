#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vivavoce_fuzz::path(bytes));
