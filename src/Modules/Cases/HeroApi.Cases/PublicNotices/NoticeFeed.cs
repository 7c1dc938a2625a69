using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace HeroApi.Cases.PublicNotices;

/// <summary>Writes public notices as Atom (RFC 4287). Ids never change: a feed's is of this installation and the region asked for.</summary>
internal sealed class NoticeFeed(Protector protector)
{
    internal const string MediaType = "application/atom+xml";
    private const string Namespace = "http://www.w3.org/2005/Atom";
    private const string Route = "/api/v1/public/notices";

    /// <param name="ids">The id of each of the notices, in their order.</param>
    internal Atom Of(IReadOnlyList<PublicNotice> notices, IReadOnlyList<Guid> ids, string? region)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            Element(xml, "id", Urn(new Guid(protector.Print("notice_feed", region ?? "").AsSpan(0, 16))));
            Element(xml, "title", "见义勇为拟确认公示");
            Element(xml, "updated", At(notices.Select(notice => notice.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
            Link(xml, "self", MediaType, string.IsNullOrEmpty(region) ? $"{Route}.atom" : $"{Route}.atom?region={Uri.EscapeDataString(region)}");
            foreach (var (notice, id) in notices.Zip(ids))
                Entry(xml, notice, id);
            xml.WriteEndElement();
        }

        return new Atom(bytes.ToArray());
    }

    private static void Entry(XmlWriter xml, PublicNotice notice, Guid id)
    {
        xml.WriteStartElement("entry", Namespace);
        Element(xml, "id", Urn(id));
        Element(xml, "title", $"{string.Join('、', notice.Names)}见义勇为拟确认公示");
        Element(xml, "published", At(notice.PublishedAt));
        Element(xml, "updated", At(notice.UpdatedAt));
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", notice.Organisation);
        xml.WriteEndElement();
        Link(xml, "alternate", "application/json", $"{Route}/{notice.Number}");
        xml.WriteStartElement("category", Namespace);
        xml.WriteAttributeString("term", notice.State);
        xml.WriteEndElement();
        Element(xml, "content", notice.Text);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Clean(text));

    private static void Link(XmlWriter xml, string rel, string type, string href)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    /// <summary>XML knows no way to write some characters that JSON can.</summary>
    private static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))
                kept.Append(rune);
        return kept.ToString();
    }

    private static string Urn(Guid id) => $"urn:uuid:{id:D}";

    private static string At(DateTimeOffset at) => Instants.Format(at);

    /// <summary>A feed as an answer, with its ETag.</summary>
    internal sealed class Atom(byte[] feed) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            var tag = Answers.Tag(httpContext, httpContext.RequestServices.GetRequiredService<Call>(), Convert.ToHexStringLower(SHA256.HashData(feed).AsSpan(0, 12)));
            (response.Headers.ETag, response.Headers.CacheControl, response.Headers.XContentTypeOptions) = (tag, "public, no-cache", "nosniff");
            if (Answers.Matches(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            response.ContentType = $"{MediaType}; charset=utf-8";
            await response.Body.WriteAsync(feed, httpContext.RequestAborted);
        }
    }
}
