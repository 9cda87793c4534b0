using System.Text.Json.Nodes;
using HydraBot.Mls;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Groups;
using HydraBot.Mls.Keys;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;
using HydraBot.Mls.Tree;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>Known answers for messages, welcomes and whole groups.</summary>
public class MessageVectorTests
{
    [Fact]
    public void Every_kind_of_message_is_written_as_it_was_read() => MlsVectors.Each("messages", 60, test =>
    {
        foreach (var name in (string[])["mls_welcome", "mls_group_info", "mls_key_package", "public_message_application", "public_message_proposal", "public_message_commit", "private_message"])
            RoundTrip(test, name, MlsMessage.Read, (message, writer) => message.Write(writer));
        RoundTrip(test, "ratchet_tree", RatchetTree.Read, (tree, writer) => tree.Write(writer));
        RoundTrip(test, "group_secrets", GroupSecrets.Read, (secrets, writer) => secrets.Write(writer));
        RoundTrip(test, "commit", Commit.Read, (commit, writer) => commit.Write(writer));
        RoundTrip(test, "add_proposal", AddProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "update_proposal", UpdateProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "remove_proposal", RemoveProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "pre_shared_key_proposal", PreSharedKeyProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "re_init_proposal", ReInitProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "external_init_proposal", ExternalInitProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        RoundTrip(test, "group_context_extensions_proposal", GroupContextExtensionsProposal.ReadContent, (proposal, writer) => proposal.WriteContent(writer));
        Assert.Equal(17, test.AsObject().Count);
    });

    [Fact]
    public void Messages_are_opened_to_the_known_content_and_own_ones_open_again() => MlsVectors.Each("message-protection", 1, test =>
    {
        var context = new GroupContext
        {
            GroupId = test.Hex("group_id"),
            Epoch = test["epoch"]!.GetValue<ulong>(),
            TreeHash = test.Hex("tree_hash"),
            ConfirmedTranscriptHash = test.Hex("confirmed_transcript_hash"),
        }.ToBytes();
        using var signer = P256KeyPair.FromPrivateKey(test.Hex("signature_priv"));
        foreach (var (name, type) in new[] { ("proposal", ContentType.Proposal), ("commit", ContentType.Commit), ("application", ContentType.Application) })
        {
            using var tree = new SecretTree(2, test.Hex("encryption_secret"));
            var closed = PrivateMessageProtection.Unprotect(MlsMessage.Parse(test.Hex($"{name}_priv")).Private!, tree, test.Hex("sender_data_secret"));
            Check(test, name, closed, context);
            if (type != ContentType.Application)
            {
                var open = MlsMessage.Parse(test.Hex($"{name}_pub")).Public!;
                Assert.True(open.Authenticated.HasMembershipTag(open.MembershipTag.Span, test.Hex("membership_key"), context));
                Assert.False(open.Authenticated.HasMembershipTag(open.MembershipTag.Span, new byte[32], context));
                Check(test, name, open.Authenticated, context);
            }
            Own(test, type, closed.Content, signer, context);
        }
    });

    [Fact]
    public void The_welcome_opens_and_its_confirmation_tag_checks_out() => MlsVectors.Each("welcome", 1, test =>
    {
        var package = MlsMessage.Parse(test.Hex("key_package")).KeyPackage!;
        var welcome = MlsMessage.Parse(test.Hex("welcome")).Welcome!;
        using var init = P256KeyPair.FromPrivateKey(test.Hex("init_priv"));
        package.Check();
        Assert.Equal(package.InitKey.ToArray(), init.PublicKey.ToArray());
        var mine = Assert.Single(welcome.Secrets, secrets => secrets.NewMember.Span.SequenceEqual(package.Reference()));
        var secrets = TlsReader.ReadAll(Labeled.Decrypt(init, "Welcome", welcome.EncryptedGroupInfo.Span, mine.Secrets), GroupSecrets.Read);
        var (key, nonce) = EpochSecrets.WelcomeKey(secrets.JoinerSecret.Span, new byte[32]);
        var info = TlsReader.ReadAll(Aead.Open(key, nonce, welcome.EncryptedGroupInfo.Span, []), GroupInfo.Read);
        Assert.True(info.IsSignedBy(test.Hex("signer_pub")));
        using var epoch = EpochSecrets.Join(secrets.JoinerSecret.ToArray(), new byte[32], info.Context.ToBytes());
        Assert.Equal(info.ConfirmationTag.ToArray(), epoch.ConfirmationTag(info.Context.ConfirmedTranscriptHash.Span));
    });

    [Fact]
    public void A_member_joins_by_every_welcome() => MlsVectors.Each("passive-client-welcome", 8, test => Follow(test).Dispose());

    [Fact]
    public void A_member_follows_every_commit() => MlsVectors.Each("passive-client-handling-commit", 13, test => Follow(test).Dispose());

    private static MlsGroup Follow(JsonNode test)
    {
        var package = MlsMessage.Parse(test.Hex("key_package")).KeyPackage!;
        package.Check();
        using var own = new KeyPackageSecrets(
            package, P256KeyPair.FromPrivateKey(test.Hex("init_priv")), P256KeyPair.FromPrivateKey(test.Hex("encryption_priv")),
            P256KeyPair.FromPrivateKey(test.Hex("signature_priv")));
        var keys = test["external_psks"]!.AsArray().ToDictionary(key => key!.Text("psk_id"), key => key!.Hex("psk"));
        var options = new MlsGroupOptions
        {
            ResumptionEpochs = 8,
            PreSharedKey = name => keys.TryGetValue(Convert.ToHexStringLower(name.Span), out var found) ? found : default(ReadOnlyMemory<byte>?),
        };
        var tree = test["ratchet_tree"] is { } given ? TlsReader.ReadAll(given.Hex(), RatchetTree.Read) : null;
        var group = MlsGroup.Join(MlsMessage.Parse(test.Hex("welcome")).Welcome!, own, tree, options);
        test.AssertHex("initial_epoch_authenticator", group.EpochAuthenticator.Span);
        foreach (var epoch in test["epochs"]!.AsArray().OfType<JsonNode>())
        {
            foreach (var proposal in epoch["proposals"]!.AsArray())
                group.Keep(group.ReadProposal(proposal!.Hex()));
            var next = group.Follow(group.ReadCommit(epoch.Hex("commit")));
            group.Dispose();
            group = next!;
            epoch.AssertHex("epoch_authenticator", group.EpochAuthenticator.Span);
        }
        return group;
    }

    private static void Own(JsonNode test, ContentType type, FramedContent like, P256KeyPair signer, byte[] context)
    {
        using var tree = new SecretTree(2, test.Hex("encryption_secret"));
        using var receiving = new SecretTree(2, test.Hex("encryption_secret"));
        var content = AuthenticatedContent.Sign(WireFormat.PrivateMessage, like, signer, context);
        if (type == ContentType.Commit)
            content = content with { Auth = content.Auth with { ConfirmationTag = new byte[32] } };
        var sealedMessage = PrivateMessageProtection.Protect(content, tree, test.Hex("sender_data_secret"), padding: 7);
        var opened = PrivateMessageProtection.Unprotect(sealedMessage, receiving, test.Hex("sender_data_secret"));
        Assert.Equal(TlsWriter.Write(content.Write), TlsWriter.Write(opened.Write));
        Assert.True(opened.IsSignedBy(test.Hex("signature_pub"), context));
        Assert.Throws<MlsException>(() => PrivateMessageProtection.Unprotect(sealedMessage, receiving, test.Hex("sender_data_secret")));
    }

    private static void Check(JsonNode test, string name, AuthenticatedContent content, byte[] context)
    {
        Assert.True(content.IsSignedBy(test.Hex("signature_pub"), context));
        var raw = content.Content.ContentType switch
        {
            ContentType.Proposal => TlsWriter.Write(content.Content.Proposal!.Write),
            ContentType.Commit => TlsWriter.Write(content.Content.Commit!.Write),
            _ => content.Content.Application.ToArray(),
        };
        test.AssertHex(name, raw);
    }

    private static void RoundTrip<T>(JsonNode test, string name, TlsRead<T> read, Action<T, TlsWriter> write)
    {
        var value = TlsReader.ReadAll(test.Hex(name), read);
        test.AssertHex(name, TlsWriter.Write(writer => write(value, writer)));
    }
}
