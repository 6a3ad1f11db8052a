#pragma once
// The worker is written for libsrtp 3: policies are opaque objects, and (un)protecting copies from one sized
// buffer to another. Distributions ship libsrtp 2: policies are plain structs and work is done in place. This
// header gives the calls the worker makes in terms of the older library.
#define srtp_policy_t srtp_v2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t
#include <cstddef>
#include <cstdint>
#include <cstring>

// Results that only the newer library knows; the worker maps them to words and nothing else.
#define srtp_err_status_buffer_small (static_cast<srtp_err_status_t>(26))
#define srtp_err_status_cryptex_err (static_cast<srtp_err_status_t>(27))

namespace SrtpCompat
{
struct Policy
{
	srtp_v2_policy_t inner{};
	// The older library keeps a pointer to key and salt, one after the other.
	unsigned char keyAndSalt[SRTP_MAX_KEY_LEN]{};
};

using InPlaceCall = srtp_err_status_t (*)(srtp_t, void*, int*);

inline srtp_err_status_t CopyThen(
  InPlaceCall call, srtp_t session, const uint8_t* source, size_t sourceLength, uint8_t* target, size_t* targetLength)
{
	if (target != source)
	{
		std::memcpy(target, source, sourceLength);
	}

	int length        = static_cast<int>(sourceLength);
	const auto status = call(session, target, &length);

	*targetLength = static_cast<size_t>(length);

	return status;
}
} // namespace SrtpCompat

using srtp_policy_t = SrtpCompat::Policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy              = new SrtpCompat::Policy();
	(*policy)->inner.key = (*policy)->keyAndSalt;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->inner.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->inner.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->inner.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* /*mki*/,
  size_t /*mkiLength*/)
{
	if (keyLength + saltLength > sizeof(policy->keyAndSalt))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->keyAndSalt, key, keyLength);
	std::memcpy(policy->keyAndSalt + keyLength, salt, saltLength);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->inner.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
	policy->inner.window_size = packets;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, static_cast<const srtp_v2_policy_t*>(&policy->inner));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t length, uint8_t* srtp, size_t* srtpLength, size_t /*mkiIndex*/)
{
	return SrtpCompat::CopyThen(
	  static_cast<SrtpCompat::InPlaceCall>(srtp_protect), session, rtp, length, srtp, srtpLength);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t length, uint8_t* rtp, size_t* rtpLength)
{
	return SrtpCompat::CopyThen(
	  static_cast<SrtpCompat::InPlaceCall>(srtp_unprotect), session, srtp, length, rtp, rtpLength);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t length, uint8_t* srtcp, size_t* srtcpLength, size_t /*mkiIndex*/)
{
	return SrtpCompat::CopyThen(
	  static_cast<SrtpCompat::InPlaceCall>(srtp_protect_rtcp), session, rtcp, length, srtcp, srtcpLength);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t length, uint8_t* rtcp, size_t* rtcpLength)
{
	return SrtpCompat::CopyThen(
	  static_cast<SrtpCompat::InPlaceCall>(srtp_unprotect_rtcp), session, srtcp, length, rtcp, rtcpLength);
}
