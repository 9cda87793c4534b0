using System.Text;
using HydraBot.Discord.Voice.Dave;
using Xunit;

namespace HydraBot.Tests.Discord.Voice.Dave;

/// <summary>libdave's and RFC 7914's known answers.</summary>
public class PrivacyCodeTests
{
    [Theory]
    [InlineData("aabbccddee", 5, "05870")]
    [InlineData("aabbccddeebbccddeeffccddeeffaaddeeffaabbeeffaabbccffaabbccdd", 30, "058708105556138052119572494877")]
    public void Codes_are_the_known_ones(string data, int digits, string code) =>
        Assert.Equal(code, PrivacyCodes.Displayable(Convert.FromHexString(data), digits, 5));

    [Theory]
    [InlineData(4, 5, 5)]
    [InlineData(4, 4, 3)]
    [InlineData(1024, 1024, 11)]
    public void A_code_that_cannot_be_made_is_an_error(int bytes, int digits, int group) =>
        Assert.ThrowsAny<ArgumentException>(() => PrivacyCodes.Displayable(new byte[bytes], digits, group));

    [Fact]
    public void Fingerprints_of_pairs_are_the_known_ones_from_either_side()
    {
        byte[] known =
        [
            133, 129, 241, 44, 36, 135, 79, 195, 27, 28, 151, 69, 124, 197, 189, 41, 192, 7, 16, 45, 79, 247, 138, 58, 126, 161, 178, 136, 12, 109, 96, 164,
            169, 92, 2, 232, 136, 174, 74, 156, 173, 144, 191, 184, 34, 45, 242, 136, 41, 133, 14, 158, 119, 79, 204, 48, 6, 220, 121, 6, 242, 11, 164, 60,
        ];
        Assert.Equal(known, PrivacyCodes.PairFingerprint(new byte[33], 1234, new byte[65], 5678));
        Assert.Equal(known, PrivacyCodes.PairFingerprint(new byte[65], 5678, new byte[33], 1234));
    }

    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    public void Scrypt_gives_the_known_answers(string input, string salt, int cost, int blockSize, int parallelization, string known) =>
        Assert.Equal(known, Convert.ToHexStringLower(
            Scrypt.Derive(Encoding.ASCII.GetBytes(input), Encoding.ASCII.GetBytes(salt), cost, blockSize, parallelization, 64)));
}
