#pragma once
// Included before DtlsTransport.cpp.
//
// The worker's BIO callback returns 1 from every control operation. An OpenSSL that was built with kernel TLS,
// as distributions build it, reads a 1 from its "is the kernel encrypting?" control as yes, allocates no write
// buffer and crashes on the first ServerHello. So a completed operation keeps the result the BIO itself gave.
#include <openssl/bio.h>

template<BIO_callback_fn_ex Observe>
long ObserveOnly(
  BIO* bio, int operation, const char* data, size_t length, int argument, long longArgument, int result, size_t* processed)
{
	const long answer =
	  Observe(bio, operation, data, length, argument, longArgument, result, processed);

	return (operation & BIO_CB_RETURN) != 0 ? result : answer;
}

#define BIO_set_callback_ex(bio, observe) BIO_set_callback_ex(bio, ObserveOnly<observe>)
