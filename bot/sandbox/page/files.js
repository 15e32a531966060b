/** A chosen file as the sandbox takes it. */
export async function packed(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 32_768)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return { filename: file.name, base64: btoa(pieces.join("")), content_type: file.type || "application/octet-stream" };
}
